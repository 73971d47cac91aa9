//! Simplices in boxes, refined without end.
//!
//! The first box is divided along its diagonal (Kuhn 1960): corners are joined if one is not below the other in any
//! coordinate as seen from the origin; the diagonal itself is cut by the centre, which is joined to all corners. A
//! refined box is divided barycentrically: the centre of each face is joined to the centres of the faces and to the
//! corners that belong to it. That makes boxes between the centre and each corner which are divided as the first one
//! was (the triangulation J1 of Todd 1976), and whose own diagonals are cut in turn.

use super::complex::Complex;
use pallasite_array::interrupt::poll;
use std::collections::{HashSet, VecDeque};

/// Boxes that are divided, the next to be refined first.
pub(super) struct Boxes {
    first: Option<First>,
    queue: VecDeque<Cell>,
}

impl Boxes {
    pub fn new(bounds: &[(f64, f64)]) -> Self {
        let (from, to) = bounds.iter().copied().unzip();
        Self { first: Some(First { cell: Cell::new(from, to), corner: None }), queue: VecDeque::new() }
    }

    /// Goes on until there are so many vertices, or until the boxes are as small as numbers allow.
    pub fn grow(&mut self, complex: &mut Complex, target: usize) {
        while complex.len() < target && self.step(complex) {
            poll();
        }
    }

    /// Divides the first box, or refines all the boxes that there are.
    pub fn refine_all(&mut self, complex: &mut Complex) {
        if self.first.is_some() {
            while self.first.is_some() {
                self.step(complex);
            }
            return;
        }
        for mut cell in std::mem::take(&mut self.queue) {
            let parts = loop {
                poll();
                if let Some(parts) = cell.step(complex) {
                    break parts;
                }
            };
            self.queue.extend(parts.into_iter().filter(Cell::can_be_refined));
        }
    }

    /// Makes the next vertex; false if there is none.
    fn step(&mut self, complex: &mut Complex) -> bool {
        if let Some(first) = &mut self.first {
            if first.step(complex) {
                let First { cell, .. } = self.first.take().expect("looked at above");
                self.queue.extend(cell.can_be_refined().then_some(cell));
            }
            return true;
        }
        let Some(cell) = self.queue.front_mut() else { return false };
        if let Some(parts) = cell.step(complex) {
            self.queue.pop_front();
            self.queue.extend(parts.into_iter().filter(Cell::can_be_refined));
        }
        true
    }
}

/// Calls `visit` with all combinations of digits, the first of which change fastest.
fn product(choices: &[&[u8]], mut visit: impl FnMut(&[u8])) {
    let mut places = vec![0; choices.len()];
    let mut digits: Vec<u8> = choices.iter().map(|c| c[0]).collect();
    loop {
        visit(&digits);
        let Some(i) = (0..places.len()).find(|&i| places[i] + 1 < choices[i].len()) else { return };
        places[i] += 1;
        places[..i].fill(0);
        (0..=i).for_each(|j| digits[j] = choices[j][places[j]]);
    }
}

/// The next combination of digits out of `all`; false after the last one.
fn advance(digits: &mut [u8], all: &[u8]) -> bool {
    for digit in digits {
        match all.iter().position(|d| d == digit).and_then(|place| all.get(place + 1)) {
            Some(next) => {
                *digit = *next;
                return true;
            }
            None => *digit = all[0],
        }
    }
    false
}

fn middle(a: f64, b: f64) -> f64 {
    let (low, high) = (a.min(b), a.max(b));
    low + (high - low) / 2.0
}

/// The division of the first box, corner by corner.
struct First {
    cell: Cell,
    /// The corner that was made last.
    corner: Option<Vec<u8>>,
}

impl First {
    /// Makes the next vertex: the origin, the corner that faces it, the other corners, the centre. True at the end.
    fn step(&mut self, complex: &mut Complex) -> bool {
        let n = self.cell.from.len();
        let ends =
            |complex: &mut Complex, cell: &Cell| (complex.vertex(&cell.from), complex.vertex(&cell.to));
        let Some(corner) = &mut self.corner else {
            if complex.len() == 0 {
                complex.vertex(&self.cell.from);
                return false;
            }
            let (origin, opposite) = ends(complex, &self.cell);
            complex.join(origin, opposite);
            self.corner = Some(vec![0; n]);
            return false;
        };
        advance(corner, &[0, 2]);
        let corner = corner.clone();
        let below: Vec<&[u8]> = corner.iter().map(|d| if *d == 2 { &[0, 2][..] } else { &[0] }).collect();
        let here = complex.vertex(&self.cell.at(&corner));
        product(&below, |digits| {
            let other = complex.vertex(&self.cell.at(digits));
            complex.join(here, other);
        });
        if corner.contains(&0) {
            return false;
        }
        let (origin, opposite) = ends(complex, &self.cell);
        let centre = complex.vertex(&self.cell.at(&vec![1; n]));
        complex.cut(origin, opposite);
        product(&vec![&[0, 2][..]; n], |digits| {
            let corner = complex.vertex(&self.cell.at(digits));
            complex.join(centre, corner);
        });
        true
    }
}

/// A box between two corners, of which the first is the origin; digits 0 and 2 of a coordinate stand for them, 1 for the
/// middle.
struct Cell {
    from: Vec<f64>,
    to: Vec<f64>,
    /// The face that was refined last, and its dimension.
    face: Vec<u8>,
    inner: usize,
    /// The corner whose diagonal was cut last, once all faces are refined.
    corner: Option<Vec<u8>>,
}

impl Cell {
    fn new(from: Vec<f64>, to: Vec<f64>) -> Self {
        let face = vec![0; from.len()];
        Self { from, to, face, inner: 1, corner: None }
    }

    fn can_be_refined(&self) -> bool {
        self.from.iter().zip(&self.to).any(|(&a, &b)| middle(a, b) != a && middle(a, b) != b)
    }

    fn at(&self, digits: &[u8]) -> Vec<f64> {
        let coordinate = |(i, digit): (usize, &u8)| match digit {
            0 => self.from[i],
            1 => middle(self.from[i], self.to[i]),
            _ => self.to[i],
        };
        digits.iter().enumerate().map(coordinate).collect()
    }

    /// Refines at the next face, or cuts the next diagonal; the boxes that were made once that is done.
    fn step(&mut self, complex: &mut Complex) -> Option<Vec<Cell>> {
        let n = self.from.len();
        if self.corner.is_none() && self.next_face() {
            self.divide_face(complex);
            return None;
        }
        let (corner, more) = match self.corner.take() {
            None => (vec![0; n], true),
            Some(mut corner) => {
                let more = advance(&mut corner, &[0, 2]);
                (corner, more)
            }
        };
        if !more {
            return Some(self.parts());
        }
        self.cut_diagonal(complex, &corner);
        self.corner = Some(corner);
        None
    }

    /// Goes on to the next face: the edges come first, then the faces of each dimension. False after the last one.
    fn next_face(&mut self) -> bool {
        while self.inner < self.from.len() {
            if !advance(&mut self.face, &[0, 1, 2]) {
                self.inner += 1;
            } else if self.face.iter().filter(|d| **d == 1).count() == self.inner {
                return true;
            }
        }
        false
    }

    /// Joins the centre of a face to those of faces that it belongs to, or that belong to it.
    fn divide_face(&self, complex: &mut Complex) {
        let face = &self.face;
        let end = |digit: u8| face.iter().map(|d| if *d == 1 { digit } else { *d }).collect::<Vec<_>>();
        let [first, last] = [end(0), end(2)].map(|digits| complex.vertex(&self.at(&digits)));
        complex.cut(first, last);
        let here = complex.vertex(&self.at(face));
        let inward: Vec<&[u8]> =
            face.iter().map(|d| if *d == 1 { &[0, 1, 2][..] } else { std::slice::from_ref(d) }).collect();
        let outward: Vec<[u8; 2]> = face.iter().map(|d| [*d, 1]).collect();
        let outward: Vec<&[u8]> = outward.iter().map(|d| if d[0] == 1 { &d[..1] } else { &d[..] }).collect();
        for choices in [inward, outward] {
            product(&choices, |digits| {
                if let Some(other) = complex.find(&self.at(digits)) {
                    complex.join(here, other);
                }
            });
        }
    }

    /// Puts a vertex on the diagonal from the centre to a corner, joined to all corners of the box between these.
    fn cut_diagonal(&self, complex: &mut Complex, corner: &[u8]) {
        let [centre, end] = [self.at(&vec![1; corner.len()]), self.at(corner)];
        let on: Vec<f64> = centre.iter().zip(&end).map(|(&a, &b)| middle(a, b)).collect();
        let [centre, end, on] = [centre, end, on].map(|x| complex.vertex(&x));
        complex.cut(centre, end);
        let choices: Vec<[u8; 2]> = corner.iter().map(|d| [*d, 1]).collect();
        product(&choices.iter().map(|c| &c[..]).collect::<Vec<_>>(), |digits| {
            let other = complex.vertex(&self.at(digits));
            complex.join(on, other);
        });
    }

    /// The boxes between the centre and each corner.
    fn parts(&self) -> Vec<Cell> {
        let centre = self.at(&vec![1; self.from.len()]);
        let (mut parts, mut seen) = (Vec::new(), HashSet::new());
        product(&vec![&[0, 2][..]; self.from.len()], |corner| {
            let end = self.at(corner);
            if seen.insert(end.iter().map(|x| x.to_bits()).collect::<Vec<_>>()) {
                parts.push(Cell::new(centre.clone(), end));
            }
        });
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refined(n: usize, times: usize) -> Complex {
        let (mut complex, mut boxes) = (Complex::default(), Boxes::new(&vec![(0.0, 1.0); n]));
        (0..times).for_each(|_| boxes.refine_all(&mut complex));
        complex
    }

    fn edges(complex: &Complex) -> usize {
        (0..complex.len()).map(|v| complex.degree(v)).sum::<usize>() / 2
    }

    #[test]
    fn vertices_and_edges_of_refinements() {
        let counts = |n, times| {
            let complex = refined(n, times);
            (complex.len(), edges(&complex))
        };
        assert_eq!([counts(1, 1), counts(1, 2), counts(1, 4)], [(3, 2), (5, 4), (17, 16)]);
        assert_eq!(
            [counts(2, 1), counts(2, 2), counts(2, 3), counts(2, 4)],
            [(5, 8), (13, 28), (41, 104), (145, 400)]
        );
        assert_eq!([counts(3, 1), counts(3, 2), counts(3, 3)], [(9, 26), (35, 154), (189, 1052)]);
        assert_eq!([counts(4, 1), counts(4, 2)], [(17, 80), (97, 784)]);
    }

    #[test]
    fn growth_is_vertex_by_vertex() {
        let (mut complex, mut boxes) = (Complex::default(), Boxes::new(&[(-1.0, 1.0); 3]));
        for target in 1..100 {
            boxes.grow(&mut complex, target);
            assert_eq!(complex.len(), target);
        }
    }

    #[test]
    fn boxes_without_extent_do_not_grow() {
        let (mut complex, mut boxes) = (Complex::default(), Boxes::new(&[(2.0, 2.0); 3]));
        boxes.grow(&mut complex, 50);
        assert_eq!(complex.len(), 1);
        let (mut complex, mut boxes) = (Complex::default(), Boxes::new(&[(2.0, 2.0), (0.0, 1.0)]));
        boxes.grow(&mut complex, 50);
        assert_eq!(complex.len(), 50);
    }
}
