//! Compressed lists of entries: a matrix by columns, its transpose, the factors of a basis.

/// Lists of entries `(index, value)`, one after another.
#[derive(Debug, Clone)]
pub struct Sparse {
    starts: Vec<usize>,
    entries: Vec<(usize, f64)>,
}

impl Default for Sparse {
    fn default() -> Self {
        Self { starts: vec![0], entries: Vec::new() }
    }
}

impl Sparse {
    /// The columns of a matrix of `columns` columns, from entries `(row, column, value)` in any order; what is
    /// given twice is added up, zeros are left out.
    ///
    /// # Panics
    /// If an entry is in a column that is not there.
    #[must_use]
    pub fn from_entries(columns: usize, entries: &[(usize, usize, f64)]) -> Self {
        let mut counts = vec![0; columns + 1];
        entries.iter().for_each(|e| counts[e.1 + 1] += 1);
        (0..columns).for_each(|k| counts[k + 1] += counts[k]);
        let mut next = counts.clone();
        let mut sorted = vec![(0, 0.0); entries.len()];
        for &(row, column, value) in entries {
            sorted[next[column]] = (row, value);
            next[column] += 1;
        }
        let mut out = Self::default();
        for k in 0..columns {
            out.push(merged(&mut sorted[counts[k]..counts[k + 1]]).into_iter().filter(|e| e.1 != 0.0));
        }
        out
    }

    /// Adds a list.
    pub(super) fn push(&mut self, list: impl IntoIterator<Item = (usize, f64)>) {
        self.entries.extend(list);
        self.starts.push(self.entries.len());
    }

    pub(super) fn clear(&mut self) {
        self.starts.truncate(1);
        self.entries.clear();
    }

    /// How many lists there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// True without a list.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entries of one list.
    #[must_use]
    pub fn list(&self, k: usize) -> &[(usize, f64)] {
        &self.entries[self.starts[k]..self.starts[k + 1]]
    }

    /// Every entry, list after list.
    #[must_use]
    pub fn entries(&self) -> &[(usize, f64)] {
        &self.entries
    }

    /// The transpose, which has `rows` lists.
    pub(super) fn transposed(&self, rows: usize) -> Self {
        let mut starts = vec![0; rows + 1];
        self.entries.iter().for_each(|e| starts[e.0 + 1] += 1);
        (0..rows).for_each(|r| starts[r + 1] += starts[r]);
        let mut next = starts.clone();
        let mut entries = vec![(0, 0.0); self.entries.len()];
        for k in 0..self.len() {
            for &(r, value) in self.list(k) {
                entries[next[r]] = (k, value);
                next[r] += 1;
            }
        }
        Self { starts, entries }
    }

    /// Every entry times a factor of its index and one of its list.
    pub(super) fn scaled(&self, by_index: &[f64], by_list: &[f64]) -> Self {
        let mut out = self.clone();
        for (k, factor) in by_list.iter().enumerate() {
            for e in &mut out.entries[self.starts[k]..self.starts[k + 1]] {
                e.1 *= by_index[e.0] * factor;
            }
        }
        out
    }

    /// The sum of the lists, each times its factor, where the lists are the columns of a matrix of `rows` rows.
    #[must_use]
    pub fn times(&self, x: &[f64], rows: usize) -> Vec<f64> {
        let mut out = vec![0.0; rows];
        for (k, &v) in x.iter().enumerate().filter(|(_, v)| **v != 0.0) {
            self.list(k).iter().for_each(|&(r, a)| out[r] += a * v);
        }
        out
    }

    /// The inner product of a list with a vector.
    pub(super) fn dot(&self, k: usize, y: &[f64]) -> f64 {
        self.list(k).iter().map(|&(r, a)| a * y[r]).sum()
    }
}

/// Entries in the order of their indices, those of one index added up.
fn merged(list: &mut [(usize, f64)]) -> Vec<(usize, f64)> {
    list.sort_by_key(|e| e.0);
    let mut out: Vec<(usize, f64)> = Vec::with_capacity(list.len());
    for &(index, value) in list.iter() {
        match out.last_mut() {
            Some(last) if last.0 == index => last.1 += value,
            _ => out.push((index, value)),
        }
    }
    out
}
