//! The rectangles of a division, in lists by size.

/// How the size of a rectangle is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    /// The distance from the centre to a corner (Jones, Perttunen and Stuckman 1993).
    Diagonal,
    /// The longest side (Gablonsky and Kelley 2001).
    Side,
}

/// Rectangles in the unit cube.
pub(super) struct Rectangles {
    n: usize,
    measure: Measure,
    pub centres: Vec<Vec<f64>>,
    /// How often each side has been divided by three.
    divisions: Vec<Vec<usize>>,
    pub values: Vec<f64>,
    /// By level, the largest first: the rectangles with ascending values.
    pub lists: Vec<Vec<usize>>,
}

impl Rectangles {
    /// The cube, whose centre has this value.
    pub fn new(n: usize, measure: Measure, value: f64) -> Self {
        let (centres, divisions) = (vec![vec![0.5; n]], vec![vec![0; n]]);
        Self { n, measure, centres, divisions, values: vec![value], lists: Vec::new() }
    }

    /// How often the longest side has been divided.
    fn depth(&self, rectangle: usize) -> usize {
        self.divisions[rectangle].iter().copied().min().unwrap_or(0)
    }

    /// The rank of its size, the cube's being zero.
    pub fn level(&self, rectangle: usize) -> usize {
        match self.measure {
            Measure::Diagonal => self.divided(rectangle),
            Measure::Side => self.depth(rectangle),
        }
    }

    /// How many sides have been divided in all.
    pub fn divided(&self, rectangle: usize) -> usize {
        self.divisions[rectangle].iter().sum()
    }

    /// The volume after so many divisions.
    pub fn volume(divided: usize) -> f64 {
        1.0 / power_of_three(divided)
    }

    /// The size of a level.
    pub fn size(&self, level: usize) -> f64 {
        match self.measure {
            Measure::Diagonal => {
                let (depth, short) = (level / self.n, (level % self.n) as f64);
                0.5 * (self.n as f64 - short + short / 9.0).sqrt() / power_of_three(depth)
            }
            Measure::Side => 1.0 / power_of_three(level),
        }
    }

    /// Adds the points to both sides of a centre along its longest sides; returns those sides and the first point.
    pub fn sample(&mut self, rectangle: usize) -> (Vec<usize>, usize) {
        let depth = self.depth(rectangle);
        let delta = 1.0 / power_of_three(depth + 1);
        let long: Vec<usize> = (0..self.n).filter(|&i| self.divisions[rectangle][i] == depth).collect();
        let first = self.centres.len();
        for &i in &long {
            for delta in [delta, -delta] {
                let mut centre = self.centres[rectangle].clone();
                centre[i] += delta;
                self.centres.push(centre);
                self.divisions.push(self.divisions[rectangle].clone());
                self.values.push(f64::NAN);
            }
        }
        (long, first)
    }

    /// Divides a rectangle around the points that were sampled in it: first along the side where the lowest value was
    /// found, so that this value gets the largest rectangle.
    pub fn divide(&mut self, rectangle: usize, long: &[usize], first: usize) {
        let lowest = |k: usize| {
            let (ahead, behind) = (self.values[first + 2 * k], self.values[first + 2 * k + 1]);
            if behind <= ahead { behind } else { ahead }
        };
        let mut order: Vec<usize> = Vec::with_capacity(long.len());
        for k in 0..long.len() {
            let place = order.iter().position(|&o| lowest(k) < lowest(o)).unwrap_or(order.len());
            order.insert(place, k);
        }
        for (done, &k) in order.iter().enumerate() {
            self.divisions[rectangle][long[k]] += 1;
            for &later in &order[done..] {
                (0..2).for_each(|side| self.divisions[first + 2 * later + side][long[k]] += 1);
            }
        }
        (0..long.len()).for_each(|k| self.insert_pair(first + 2 * k, first + 2 * k + 1));
        self.insert(rectangle);
    }

    fn list(&mut self, rectangle: usize) -> usize {
        let level = self.level(rectangle);
        if level >= self.lists.len() {
            self.lists.resize(level + 1, Vec::new());
        }
        level
    }

    /// Puts a rectangle behind those of its size whose values are not higher.
    fn insert(&mut self, rectangle: usize) {
        let level = self.list(rectangle);
        let value = self.values[rectangle];
        let place = self.lists[level].iter().position(|&other| value < self.values[other]);
        let place = place.unwrap_or(self.lists[level].len());
        self.lists[level].insert(place, rectangle);
    }

    /// Puts two of one size in their places. A second that equals the head of the list follows a first that is lower
    /// at once: the order decides what is divided next.
    fn insert_pair(&mut self, first: usize, second: usize) {
        let level = self.list(first);
        let (one, two) = (self.values[first], self.values[second]);
        let head = self.lists[level].first().map(|&head| self.values[head]);
        if head.is_some_and(|head| !(two < one) && one < head && !(head < two)) {
            self.lists[level].splice(0..0, [first, second]);
        } else {
            self.insert(first);
            self.insert(second);
        }
    }

    /// Takes a rectangle out of its list.
    pub fn remove(&mut self, rectangle: usize) {
        let level = self.level(rectangle);
        self.lists[level].retain(|&other| other != rectangle);
    }

    /// The rectangles that may hold the lowest value, by level: heads of lists that are lower than those of all larger
    /// sizes, unless they are on the convex hull of sizes and values without promising more than a part `eps` of the
    /// lowest value. Those above the hull are divided too, as SciPy does, where Jones and others leave them out.
    pub fn promising(&self, lowest: f64, eps: f64) -> Vec<usize> {
        let mut heads: Vec<Option<(f64, usize)>> = Vec::new();
        for (level, list) in self.lists.iter().enumerate() {
            heads.extend(list.first().map(|&head| Some((self.size(level), head))));
        }
        for j in (0..heads.len()).rev() {
            if let Some(candidate) = heads[j]
                && !self.is_promising(candidate, &heads, j, lowest - eps * lowest.abs())
            {
                heads[j] = None;
            }
        }
        heads.into_iter().flatten().map(|(_, head)| head).collect()
    }

    fn is_promising(
        &self,
        (size, head): (f64, usize),
        heads: &[Option<(f64, usize)>],
        j: usize,
        wanted: f64,
    ) -> bool {
        let (mut below, mut above) = (f64::INFINITY, 0.0);
        for (i, other) in heads.iter().enumerate().filter(|(i, _)| *i != j) {
            let Some((other_size, other)) = *other else { continue };
            let slope = (self.values[other] - self.values[head]) / (other_size - size);
            if slope <= 0.0 {
                return false;
            }
            if i < j && slope < below {
                below = slope;
            }
            if i > j && slope > above {
                above = slope;
            }
        }
        above > below || !(self.values[head] - below * size > wanted)
    }

    /// The others of the same size with the same value as the head of a list.
    pub fn equals(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        let rest = self.lists[self.level(head)].iter().copied().skip(1);
        rest.take_while(move |&other| self.values[other] - self.values[head] <= 1e-13)
    }
}

fn power_of_three(exponent: usize) -> f64 {
    (0..exponent).fold(1.0, |power, _| power * 3.0)
}
