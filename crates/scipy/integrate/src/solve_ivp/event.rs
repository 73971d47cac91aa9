//! Events: zeros of functions of the solution.

use super::brent::root;
use super::{Stepped, Stepper, Trajectory};
use crate::ode::OdeError;

/// When an event counts, and when it ends the integration.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EventRule {
    /// The number of occurrences that end the integration; infinity never does.
    pub terminal: f64,
    /// Positive: only from negative to positive; negative: the other way; 0: both.
    pub direction: f64,
}

/// Functions whose zeros are looked for.
pub trait Events<T, E> {
    /// The rule of each.
    fn rules(&self) -> Vec<EventRule>;

    /// The value of one.
    ///
    /// # Errors
    /// Those of the caller.
    fn value(&mut self, which: usize, t: f64, y: &[T]) -> Result<f64, E>;
}

/// A function whose zeros are looked for.
pub struct Event<'a, T, E> {
    function: Box<dyn FnMut(f64, &[T]) -> Result<f64, E> + 'a>,
    rule: EventRule,
}

impl<'a, T, E> Event<'a, T, E> {
    /// The zeros of `function`, in both directions, none of which ends the integration.
    pub fn new(function: impl FnMut(f64, &[T]) -> Result<f64, E> + 'a) -> Self {
        Self { function: Box::new(function), rule: EventRule { terminal: f64::INFINITY, direction: 0.0 } }
    }

    /// The integration ends at the event number `count`.
    pub fn terminal(mut self, count: u32) -> Self {
        self.rule.terminal = count.into();
        self
    }

    /// The event counts only in this direction.
    pub fn direction(mut self, direction: f64) -> Self {
        self.rule.direction = direction;
        self
    }
}

impl<T, E> Events<T, E> for [Event<'_, T, E>] {
    fn rules(&self) -> Vec<EventRule> {
        self.iter().map(|e| e.rule).collect()
    }

    fn value(&mut self, which: usize, t: f64, y: &[T]) -> Result<f64, E> {
        (self[which].function)(t, y)
    }
}

/// The events' values at the end of the last step, and how often each occurred.
pub(super) struct Watch {
    rules: Vec<EventRule>,
    values: Vec<f64>,
    count: Vec<f64>,
}

fn values<T, E, V: Events<T, E> + ?Sized>(events: &mut V, n: usize, t: f64, y: &[T]) -> Result<Vec<f64>, E> {
    (0..n).map(|i| events.value(i, t, y)).collect()
}

impl EventRule {
    /// Whether the values before and behind a step are of an event.
    fn occurs(&self, before: f64, behind: f64) -> bool {
        let up = before <= 0.0 && behind >= 0.0;
        let down = before >= 0.0 && behind <= 0.0;
        up && self.direction >= 0.0 || down && self.direction <= 0.0
    }
}

impl Watch {
    pub fn new<T, E, V: Events<T, E> + ?Sized>(events: &mut V, t0: f64, y0: &[T]) -> Result<Self, E> {
        let rules = events.rules();
        let values = values(events, rules.len(), t0, y0)?;
        Ok(Self { count: vec![0.0; rules.len()], rules, values })
    }

    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// Notes the events within a step; the place of the one that ends the integration.
    pub fn look<T, E, S: Stepper<T, E>, V: Events<T, E> + ?Sized>(
        &mut self,
        stepper: &mut S,
        step: &Stepped<T>,
        events: &mut V,
        dense: &mut Option<S::Dense>,
        out: &mut Trajectory<T, S::Dense>,
    ) -> Result<Option<(f64, Vec<T>)>, OdeError<E>> {
        let new = values(events, self.len(), step.t, &step.y).map_err(OdeError::Callback)?;
        let active: Vec<usize> =
            (0..new.len()).filter(|&i| self.rules[i].occurs(self.values[i], new[i])).collect();
        self.values = new;
        if active.is_empty() {
            return Ok(None);
        }
        if dense.is_none() {
            *dense = Some(stepper.dense_output().map_err(OdeError::Callback)?);
        }
        let piece = dense.as_ref().expect("made just now");
        let mut found = Vec::with_capacity(active.len());
        for which in active {
            self.count[which] += 1.0;
            let value = |t| events.value(which, t, &stepper.value(piece, t)?);
            found.push((which, root(value, step.t_old, step.t)?));
        }
        let last = self.cut(&mut found, step.t > step.t_old);
        for &(which, t) in &found {
            out.t_events[which].push(t);
            out.y_events[which].push(stepper.value(piece, t).map_err(OdeError::Callback)?);
        }
        let place = |t| stepper.value(piece, t).map(|y| (t, y)).map_err(OdeError::Callback);
        last.map(place).transpose()
    }

    /// Drops what is behind the first event that ends the integration, and gives its time.
    fn cut(&self, found: &mut Vec<(usize, f64)>, forwards: bool) -> Option<f64> {
        let ends = |&(which, _): &(usize, f64)| self.count[which] >= self.rules[which].terminal;
        if !found.iter().any(ends) {
            return None;
        }
        found.sort_by(|a, b| if forwards { a.1.total_cmp(&b.1) } else { b.1.total_cmp(&a.1) });
        let end = found.iter().position(ends)?;
        found.truncate(end + 1);
        Some(found[end].1)
    }
}
