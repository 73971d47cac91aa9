//! Construction: boxes are halved at the median of their longest edge.

use super::{KdTree, Node};

pub(super) fn build(points: &[f64], ndim: usize, leafsize: usize, periods: Vec<f64>) -> KdTree {
    let count = points.len().checked_div(ndim).unwrap_or(0);
    let mut builder = Builder { points, ndim, leafsize, nodes: Vec::new(), boxes: Vec::new() };
    let mut indices: Vec<u32> = (0..count as u32).collect();
    builder.add(&mut indices, 0);
    let Builder { nodes, boxes, .. } = builder;
    let sorted = indices.iter().flat_map(|&i| &points[i as usize * ndim..(i as usize + 1) * ndim]);
    KdTree { ndim, leafsize, points: sorted.copied().collect(), indices, nodes, boxes, periods }
}

struct Builder<'a> {
    points: &'a [f64],
    ndim: usize,
    leafsize: usize,
    nodes: Vec<Node>,
    boxes: Vec<f64>,
}

impl Builder<'_> {
    /// Adds the node of the points `part`, which are from `start` on in the order of the leaves, and those below it.
    fn add(&mut self, part: &mut [u32], start: usize) -> u32 {
        let id = self.nodes.len();
        let (low, high) = self.bounds(part);
        let edges = low.iter().zip(&high).map(|(l, h)| h - l);
        let longest = edges.enumerate().max_by(|a, b| a.1.total_cmp(&b.1));
        self.boxes.extend(low);
        self.boxes.extend(high);
        self.nodes.push(Node { start: start as u32, end: (start + part.len()) as u32, second: 0 });
        if let Some((axis, edge)) = longest
            && edge > 0.0
            && part.len() > self.leafsize
        {
            let middle = part.len() / 2;
            let at = |i: u32| self.points[i as usize * self.ndim + axis];
            part.select_nth_unstable_by(middle, |&i, &j| at(i).total_cmp(&at(j)));
            let (first, second) = part.split_at_mut(middle);
            self.add(first, start);
            self.nodes[id].second = self.add(second, start + middle);
        }
        id as u32
    }

    fn bounds(&self, part: &[u32]) -> (Vec<f64>, Vec<f64>) {
        let mut low = vec![f64::INFINITY; self.ndim];
        let mut high = vec![f64::NEG_INFINITY; self.ndim];
        for &i in part {
            let point = &self.points[i as usize * self.ndim..(i as usize + 1) * self.ndim];
            for (j, &x) in point.iter().enumerate() {
                low[j] = low[j].min(x);
                high[j] = high[j].max(x);
            }
        }
        (low, high)
    }
}
