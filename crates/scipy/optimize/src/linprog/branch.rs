//! Branch and bound.
//!
//! The relaxation of a node starts from the basis of its parent. Of two children one is solved at once (a plunge), the
//! other waits; after a plunge the waiting node of the best bound is next. Variables are chosen by pseudocosts
//! (Benichou et al. 1971; Achterberg, *Constraint integer programming*, 2007), constraints tighten bounds at each node.

mod heuristic;

use super::propagate::Propagator;
use super::scale::Scaled;
use super::simplex::{Place, Simplex};
use super::{Integrality, LinearProgram, LinprogOptions, LinprogResult, LinprogStatus, MipResult, Progress};
use std::collections::BinaryHeap;
use std::rc::Rc;

/// Integers are met within this.
const INTEGER: f64 = 1e-6;
/// Solutions that are better by less are not looked for.
const ABSOLUTE_GAP: f64 = 1e-6;

/// Bounds that differ from the parent's.
#[derive(Debug)]
struct Change {
    bounds: Vec<(usize, (f64, f64))>,
    parent: Option<Rc<Change>>,
}

/// A relaxation that waits.
#[derive(Debug, Clone)]
struct Node {
    change: Option<Rc<Change>>,
    basis: Option<Rc<Vec<Place>>>,
    /// No solution below is better.
    bound: f64,
    depth: usize,
    /// The variable branched on, upwards if true, and the distance.
    branched: Option<(usize, bool, f64)>,
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Node {}

impl PartialOrd for Node {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Node {
    /// The greatest is the one of the least bound, and the deepest of those.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        other.bound.total_cmp(&self.bound).then(self.depth.cmp(&other.depth))
    }
}

/// What a unit of change of a variable cost so far, downwards and upwards: sum and count.
#[derive(Debug, Clone, Copy, Default)]
struct Pseudocost([(f64, f64); 2]);

/// A way to cut the range of a variable in two, and the value it has.
struct Branching {
    variable: usize,
    down: (f64, f64),
    up: (f64, f64),
    value: f64,
}

struct Search<'a, 's> {
    program: &'a LinearProgram,
    options: &'a LinprogOptions,
    scaled: &'a Scaled,
    simplex: Simplex<'s>,
    propagator: Propagator<'a>,
    root_bounds: Vec<(f64, f64)>,
    waiting: BinaryHeap<Node>,
    costs: Vec<Pseudocost>,
    /// Objectives are multiples of it.
    step: f64,
    best: Option<(f64, Vec<f64>)>,
    /// The least bound of a node that was given up.
    given_up: f64,
    nodes: usize,
}

/// Solves a program with integers, from the simplex method at its first basis.
pub(super) fn solve<E>(
    program: &LinearProgram,
    scaled: &Scaled,
    simplex: Simplex,
    options: &LinprogOptions,
    watch: &mut impl FnMut(&Progress) -> Result<(), E>,
) -> Result<LinprogResult, E> {
    let mut search = Search::new(program, scaled, simplex, options);
    let status = search.run(watch)?;
    Ok(search.result(status))
}

impl<'a, 's> Search<'a, 's> {
    fn new(
        program: &'a LinearProgram,
        scaled: &'a Scaled,
        simplex: Simplex<'s>,
        options: &'a LinprogOptions,
    ) -> Self {
        let relaxed = |(b, i): (&(f64, f64), &Integrality)| match i {
            Integrality::SemiContinuous | Integrality::SemiInteger => (b.0.min(0.0), b.1.max(0.0)),
            _ => *b,
        };
        Self {
            root_bounds: program.bounds.iter().zip(&program.integrality).map(relaxed).collect(),
            propagator: Propagator::new(program, options.primal_tolerance.max(1e-9), false),
            waiting: BinaryHeap::new(),
            costs: vec![Pseudocost::default(); program.cost.len()],
            step: heuristic::objective_step(program),
            best: None,
            given_up: f64::INFINITY,
            nodes: 0,
            program,
            options,
            scaled,
            simplex,
        }
    }

    fn run<E>(&mut self, watch: &mut impl FnMut(&Progress) -> Result<(), E>) -> Result<LinprogStatus, E> {
        let rows = 0..self.program.row_bounds.len();
        for (bounds, _) in self.root_bounds.iter_mut().zip(&self.propagator.integer).filter(|(_, i)| **i) {
            *bounds = ((bounds.0 - INTEGER).ceil(), (bounds.1 + INTEGER).floor());
            if bounds.0 > bounds.1 {
                return Ok(LinprogStatus::Infeasible);
            }
        }
        if self.propagator.tighten(&mut self.root_bounds, rows, |_| {}).is_err() {
            return Ok(LinprogStatus::Infeasible);
        }
        let root = Node { change: None, basis: None, bound: f64::NEG_INFINITY, depth: 0, branched: None };
        let mut next = Some(root);
        while let Some(node) = next.take().or_else(|| self.waiting.pop()) {
            if node.bound >= self.cutoff() {
                self.given_up = self.given_up.min(node.bound);
                continue;
            }
            let limit = (self.nodes >= self.options.mip_max_nodes).then_some(LinprogStatus::IterationLimit);
            if let Some(status) = limit.or(self.simplex.tick(watch)?) {
                self.waiting.push(node);
                return Ok(status);
            }
            self.nodes += 1;
            match self.relaxation(&node, watch)? {
                LinprogStatus::Optimal => next = self.branch(&node),
                LinprogStatus::Infeasible => {}
                status @ (LinprogStatus::TimeLimit | LinprogStatus::IterationLimit) => {
                    self.waiting.push(node);
                    return Ok(status);
                }
                status if node.depth == 0 => return Ok(status),
                _ => self.given_up = self.given_up.min(node.bound),
            }
        }
        Ok(if self.best.is_some() { LinprogStatus::Optimal } else { LinprogStatus::Infeasible })
    }

    /// Nodes of this bound or a greater one are not worth their time.
    fn cutoff(&self) -> f64 {
        let Some((best, _)) = &self.best else { return f64::INFINITY };
        let gap = ABSOLUTE_GAP.max(self.options.mip_rel_gap * best.abs());
        best - gap.max(self.step * (1.0 - 1e-6))
    }

    /// The bounds of a node.
    fn bounds(&self, node: &Node) -> Vec<(f64, f64)> {
        let mut chain = Vec::new();
        let mut change = node.change.as_ref();
        while let Some(c) = change {
            chain.push(c);
            change = c.parent.as_ref();
        }
        let mut bounds = self.root_bounds.clone();
        chain.iter().rev().flat_map(|c| &c.bounds).for_each(|&(j, b)| bounds[j] = b);
        bounds
    }

    /// Solves the relaxation of a node.
    fn relaxation<E>(
        &mut self,
        node: &Node,
        watch: &mut impl FnMut(&Progress) -> Result<(), E>,
    ) -> Result<LinprogStatus, E> {
        let bounds = self.bounds(node);
        let simplex = &mut self.simplex;
        for (j, b) in bounds.iter().enumerate() {
            let scale = self.scaled.column_scale[j];
            simplex.true_bounds[j] = (b.0 / scale, b.1 / scale);
        }
        simplex.bounds.clone_from(&simplex.true_bounds);
        if let Some(basis) = &node.basis {
            simplex.place.clone_from(basis);
            simplex.head = (0..basis.len()).filter(|&j| basis[j] == Place::Basic).collect();
        }
        for j in 0..simplex.place.len() {
            if simplex.place[j] != Place::Basic {
                simplex.place_at_bound(j, simplex.place[j] == Place::Upper);
            }
        }
        if node.basis.is_some() {
            simplex.refactor()
        } else {
            simplex.values()
        }
        simplex.solve(watch)
    }

    fn objective(&self, x: &[f64]) -> f64 {
        self.program.cost.iter().zip(x).map(|(c, x)| c * x).sum()
    }

    /// Bounds the node just solved, keeps its solution or branches; returns the child to solve next.
    fn branch(&mut self, node: &Node) -> Option<Node> {
        let x = self.simplex.progress().x();
        let bound = self.objective(&x).max(node.bound);
        self.learn(node, bound);
        if bound >= self.cutoff() {
            self.given_up = self.given_up.min(bound);
            return None;
        }
        let bounds = self.bounds(node);
        let Some(branching) = self.branching(&x, &bounds) else {
            let rounded = heuristic::nearest(&x, &self.propagator.integer);
            let exact = heuristic::is_feasible(self.program, &rounded);
            self.offer(if exact { rounded } else { x });
            return None;
        };
        if let Some(candidate) = heuristic::rounded(self.program, &self.propagator, &x) {
            self.offer(candidate);
        }
        self.children(node, bound, &bounds, &branching)
    }

    fn offer(&mut self, x: Vec<f64>) {
        let fun = self.objective(&x);
        if self.best.as_ref().is_none_or(|b| fun < b.0) {
            self.best = Some((fun, x));
        }
    }

    /// Notes what branching cost.
    fn learn(&mut self, node: &Node, bound: f64) {
        if let Some((j, up, distance)) = node.branched
            && node.bound.is_finite()
        {
            let cost = &mut self.costs[j].0[usize::from(up)];
            *cost = (cost.0 + (bound - node.bound).max(0.0) / distance.max(INTEGER), cost.1 + 1.0);
        }
    }

    /// The variable to branch on, none if the solution is as integer as it has to be.
    fn branching(&self, x: &[f64], bounds: &[(f64, f64)]) -> Option<Branching> {
        let mean = [0, 1].map(|side| {
            let sum = self
                .costs
                .iter()
                .filter(|c| c.0[side].1 > 0.0)
                .fold((0.0, 0.0), |s, c| (s.0 + c.0[side].0 / c.0[side].1, s.1 + 1.0));
            if sum.1 > 0.0 { sum.0 / sum.1 } else { 1.0 }
        });
        let mut best: (f64, Option<Branching>) = (-1.0, None);
        for j in 0..x.len() {
            let Some(branching) = self.cut(j, x[j], bounds[j]) else { continue };
            let expected = |side: usize, distance: f64| {
                let (sum, count) = self.costs[j].0[side];
                (if count > 0.0 { sum / count } else { mean[side] } * distance).max(1e-6)
            };
            let merit = expected(0, x[j] - branching.down.1) * expected(1, branching.up.0 - x[j]);
            if merit > best.0 {
                best = (merit, Some(branching));
            }
        }
        best.1
    }

    /// How to cut the range of a variable whose value is not allowed.
    fn cut(&self, variable: usize, value: f64, bounds: (f64, f64)) -> Option<Branching> {
        let kind = self.program.integrality[variable];
        let (lower, upper) = self.program.bounds[variable];
        let semi = matches!(kind, Integrality::SemiContinuous | Integrality::SemiInteger);
        if semi && lower > 0.0 && value > INTEGER && value < lower - INTEGER {
            return Some(Branching { variable, down: (0.0, 0.0), up: (lower, upper), value });
        }
        if !self.propagator.integer[variable] || (value - value.round()).abs() <= INTEGER {
            return None;
        }
        Some(Branching { variable, down: (bounds.0, value.floor()), up: (value.ceil(), bounds.1), value })
    }

    /// The two parts of a node: one to go on with, the other waits.
    fn children(&mut self, node: &Node, bound: f64, bounds: &[(f64, f64)], b: &Branching) -> Option<Node> {
        let basis = Rc::new(self.simplex.place.clone());
        let make = |up: bool| {
            let range = if up { b.up } else { b.down };
            let mut inner = bounds.to_vec();
            if range.0 > range.1 {
                return None;
            }
            inner[b.variable] = range;
            let mut changed = vec![b.variable];
            let rows = self.program.matrix.list(b.variable).iter().map(|e| e.0);
            self.propagator.tighten(&mut inner, rows, |j| changed.push(j)).ok()?;
            changed.sort_unstable();
            changed.dedup();
            let bounds = changed.into_iter().map(|j| (j, inner[j])).collect();
            let change = Some(Rc::new(Change { bounds, parent: node.change.clone() }));
            let distance = if up { range.0 - b.value } else { b.value - range.1 };
            let branched = Some((b.variable, up, distance));
            Some(Node { change, basis: None, bound, depth: node.depth + 1, branched })
        };
        let up_first = b.up.0 - b.value < b.value - b.down.1;
        let (first, second) = (make(up_first), make(!up_first));
        let Some(first) = first else { return second };
        if let Some(second) = second {
            self.waiting.push(Node { basis: Some(basis), ..second });
        }
        Some(first)
    }

    fn result(self, status: LinprogStatus) -> LinprogResult {
        let iterations = self.simplex.iterations;
        let Some((fun, x)) = self.best else { return LinprogResult::without_solution(status, iterations) };
        let open = self.waiting.peek().map_or(f64::INFINITY, |n| n.bound);
        let mut dual_bound = open.min(self.given_up);
        if self.step > 0.0 {
            dual_bound = (dual_bound / self.step - 1e-6).ceil() * self.step;
        }
        let dual_bound = dual_bound.min(fun);
        let gap = if fun == dual_bound { 0.0 } else { (fun - dual_bound) / fun.abs() };
        let m = self.program.row_bounds.len();
        LinprogResult {
            status,
            fun,
            rows: self.program.matrix.times(&x, m),
            row_marginals: vec![0.0; m],
            lower_marginals: vec![0.0; x.len()],
            upper_marginals: vec![0.0; x.len()],
            iterations,
            mip: Some(MipResult { nodes: self.nodes, dual_bound, gap }),
            x: Some(x),
        }
    }
}
