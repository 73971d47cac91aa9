//! The triangulation while it grows: Bowyer's and Watson's algorithm (1981) in any dimension.
//!
//! Outside of the hull is triangulated too, by cells of a hull facet and a vertex at infinity, the ghost, so that a
//! point outside is inserted like one inside. A point replaces the cells whose sphere holds it strictly; the
//! predicates being exact, the hole is a star around the point and no new cell is flat, whatever the degeneracy:
//! the cells are the lower facets of the lifted points' hull that the lifted point sees.

use crate::predicates::Space;

/// The vertex at infinity.
pub(crate) const GHOST: u32 = u32::MAX;

/// Cells of `dim + 1` vertices; the neighbour `k` of a cell is opposite to its vertex `k`.
pub(crate) struct Mesh<'a, S> {
    space: &'a S,
    pub vertices: Vec<u32>,
    pub neighbors: Vec<u32>,
    /// What the newest insertion found about a cell: twice its number, and one more when it is in conflict.
    marks: Vec<u64>,
    free: Vec<u32>,
    last: u32,
    insertion: u64,
    conflicts: Vec<u32>,
    boundary: Vec<(u32, u8)>,
    created: Vec<u32>,
}

impl<'a, S: Space> Mesh<'a, S> {
    /// The simplex of the points `first`, which must not be flat, and the ghost cells around it.
    pub fn new(space: &'a S, first: &[u32]) -> Self {
        let size = space.dim() + 1;
        let cells = 2 * size * space.len();
        let mut mesh = Mesh {
            space,
            vertices: Vec::with_capacity(cells),
            neighbors: Vec::with_capacity(cells),
            marks: Vec::new(),
            free: Vec::new(),
            last: 0,
            insertion: 0,
            conflicts: Vec::new(),
            boundary: Vec::new(),
            created: Vec::new(),
        };
        mesh.vertices.extend(first);
        mesh.neighbors.extend(1..=size as u32);
        if space.orientation(first, 0, first[0]) < 0.0 {
            mesh.vertices.swap(0, 1);
        }
        (0..size).for_each(|k| mesh.add_first_ghost(k));
        mesh.marks = vec![0; size + 1];
        mesh
    }

    /// The ghost cell across facet `k` of the first cell: its vertices with the ghost for vertex `k`, two of the
    /// others exchanged because it is on the other side.
    fn add_first_ghost(&mut self, k: usize) {
        let size = self.size();
        let mut vertices = self.vertices[..size].to_vec();
        let mut neighbors: Vec<u32> = (1..=size as u32).collect();
        vertices[k] = GHOST;
        neighbors[k] = 0;
        let (i, j) = ((k + 1) % size, (k + 2) % size);
        vertices.swap(i, j);
        neighbors.swap(i, j);
        self.vertices.extend(vertices);
        self.neighbors.extend(neighbors);
    }

    /// Vertices of a cell.
    #[inline]
    fn size(&self) -> usize {
        self.space.dim() + 1
    }

    #[inline]
    pub fn cell(&self, c: u32) -> &[u32] {
        let start = c as usize * self.size();
        &self.vertices[start..start + self.size()]
    }

    #[inline]
    fn neighbor(&self, c: u32, k: usize) -> u32 {
        self.neighbors[c as usize * self.size() + k]
    }

    #[inline]
    fn set_neighbor(&mut self, c: u32, k: usize, to: u32) {
        let size = self.size();
        self.neighbors[c as usize * size + k] = to;
    }

    #[inline]
    fn position(&self, c: u32, vertex: u32) -> usize {
        self.cell(c).iter().position(|&v| v == vertex).expect("the cell has the vertex")
    }

    /// Inserts a point; false when it is one of the vertices already.
    pub fn insert(&mut self, p: u32) -> bool {
        let start = self.locate(p);
        self.insertion += 1;
        if !self.find_conflicts(start, p) {
            return false;
        }
        self.create_cells(p);
        for i in 0..self.created.len() {
            self.link(i);
        }
        self.last = self.created[0];
        self.free.extend_from_slice(&self.conflicts);
        true
    }

    /// A cell that holds the point, or a ghost cell whose facet sees it (visibility walk, Devillers et al. 2002).
    fn locate(&self, p: u32) -> u32 {
        let size = self.size();
        let mut cell = self.last;
        if let Some(k) = self.cell(cell).iter().position(|&v| v == GHOST) {
            cell = self.neighbor(cell, k);
        }
        let (mut from, mut turn) = (GHOST, p);
        'walk: loop {
            // Facets in an order that changes: a fixed one may go in circles among cells of one sphere.
            turn = turn.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let offset = (turn >> 16) as usize % size;
            for i in 0..size {
                let k = if i + offset < size { i + offset } else { i + offset - size };
                let next = self.neighbor(cell, k);
                if next != from && self.space.orientation(self.cell(cell), k, p) < 0.0 {
                    if self.cell(next).contains(&GHOST) {
                        return next;
                    }
                    (from, cell) = (cell, next);
                    continue 'walk;
                }
            }
            return cell;
        }
    }

    /// Whether the point is strictly inside of the cell's sphere; that of a ghost cell is the half space beyond its
    /// facet, and the facet's own circle.
    fn is_in_conflict(&self, c: u32, p: u32) -> bool {
        let vertices = self.cell(c);
        let Some(k) = vertices.iter().position(|&v| v == GHOST) else {
            return self.space.in_sphere(vertices, p) > 0.0;
        };
        let side = self.space.orientation(vertices, k, p);
        side > 0.0 || side == 0.0 && self.space.in_sphere(self.cell(self.neighbor(c, k)), p) > 0.0
    }

    /// Collects the cells in conflict and the facets around them; false when `start` is in none.
    fn find_conflicts(&mut self, start: u32, p: u32) -> bool {
        self.conflicts.clear();
        self.boundary.clear();
        if !self.is_in_conflict(start, p) {
            return false;
        }
        let (clear, conflict) = (2 * self.insertion, 2 * self.insertion + 1);
        self.marks[start as usize] = conflict;
        self.conflicts.push(start);
        let mut done = 0;
        while let Some(&cell) = self.conflicts.get(done) {
            done += 1;
            for k in 0..self.size() {
                let next = self.neighbor(cell, k);
                let mut mark = self.marks[next as usize];
                if mark < clear {
                    mark = clear + u64::from(self.is_in_conflict(next, p));
                    self.marks[next as usize] = mark;
                    if mark == conflict {
                        self.conflicts.push(next);
                    }
                }
                if mark == clear {
                    self.boundary.push((cell, k as u8));
                }
            }
        }
        true
    }

    /// One cell for each facet of the boundary, linked to the outside; the facet's cell points to it instead.
    fn create_cells(&mut self, p: u32) {
        self.created.clear();
        let size = self.size();
        for i in 0..self.boundary.len() {
            let (old, k) = self.boundary[i];
            let outside = self.neighbor(old, k.into());
            let new = self.allocate();
            for j in 0..size {
                self.vertices[new as usize * size + j] = self.vertices[old as usize * size + j];
            }
            self.vertices[new as usize * size + usize::from(k)] = p;
            let back = self.facet_to(outside, old);
            self.set_neighbor(outside, back, new);
            self.set_neighbor(new, k.into(), outside);
            self.set_neighbor(old, k.into(), new);
            self.created.push(new);
        }
    }

    /// A cell to write to, all of whose neighbours are still to be set.
    fn allocate(&mut self) -> u32 {
        let size = self.size();
        let Some(cell) = self.free.pop() else {
            let cell = self.marks.len() as u32;
            self.marks.push(0);
            self.vertices.resize(self.vertices.len() + size, GHOST);
            self.neighbors.resize(self.neighbors.len() + size, GHOST);
            return cell;
        };
        let start = cell as usize * size;
        self.neighbors[start..start + size].fill(GHOST);
        cell
    }

    #[inline]
    fn facet_to(&self, c: u32, to: u32) -> usize {
        (0..self.size()).find(|&k| self.neighbor(c, k) == to).expect("neighbours know each other")
    }

    /// Links a new cell to the other new ones: turns around each ridge through the cells in conflict until the
    /// boundary comes again.
    fn link(&mut self, i: usize) {
        let new = self.created[i];
        let (old, k) = self.boundary[i];
        let k = usize::from(k);
        for j in 0..self.size() {
            if j == k || self.neighbor(new, j) != GHOST {
                continue;
            }
            let (mut cell, mut across) = (old, j);
            // The two vertices of `cell` that are not on the ridge: the one being left behind is `across`.
            let mut kept = self.cell(old)[k];
            let mut next = self.neighbor(cell, across);
            while self.marks[next as usize] == 2 * self.insertion + 1 {
                let fresh = self.cell(next)[self.facet_to(next, cell)];
                across = self.position(next, kept);
                (cell, kept) = (next, fresh);
                next = self.neighbor(cell, across);
            }
            let back = self.position(cell, kept);
            self.set_neighbor(new, j, next);
            self.set_neighbor(next, back, new);
        }
    }

    /// Whether a cell is one of the triangulation, not replaced and not a ghost.
    pub fn finite(&self) -> Vec<bool> {
        let mut alive = vec![true; self.marks.len()];
        self.free.iter().for_each(|&c| alive[c as usize] = false);
        for (cell, vertices) in self.vertices.chunks_exact(self.size()).enumerate() {
            alive[cell] &= !vertices.contains(&GHOST);
        }
        alive
    }
}
