//! Brackets, separators and line breaks around the texts of the elements.

use super::shown::is_cut;

/// What stands for the items that are left out.
const DOTS: &str = "...";

/// Where the texts of an array's elements go.
pub(super) struct Layout<'a> {
    pub shape: &'a [usize],
    pub separator: &'a str,
    /// With this, only so many items at both ends of each axis are shown.
    pub edge: Option<usize>,
    /// As NumPy 1.13: lines a little longer, and a comma behind the dots.
    pub is_1_13: bool,
}

impl Layout<'_> {
    /// Lays out what `element` gives for each index that is shown; `indent` is the column of the array.
    pub fn lay_out<E>(
        &self,
        indent: usize,
        width: isize,
        element: &mut dyn FnMut(&[usize]) -> Result<String, E>,
    ) -> Result<String, E> {
        self.block(&mut Vec::new(), indent + 1, width, element)
    }

    /// The part of the array at `index`, with lines after the first indented by `indent`.
    fn block<E>(
        &self,
        index: &mut Vec<usize>,
        indent: usize,
        width: isize,
        element: &mut dyn FnMut(&[usize]) -> Result<String, E>,
    ) -> Result<String, E> {
        let Some(axes_left) = (self.shape.len() - index.len()).checked_sub(1) else {
            return element(index);
        };
        let mut parts = Vec::new();
        for item in self.items(self.shape[index.len()]) {
            let Some(item) = item else {
                parts.push(DOTS.into());
                continue;
            };
            index.push(item);
            parts.push(self.block(index, indent + 1, width - isize::from(!self.is_1_13), element)?);
            index.pop();
        }
        let inner = match axes_left {
            0 => self.row(&parts, indent, width),
            _ => self.rows(&parts, axes_left, indent),
        };
        Ok(format!("[{inner}]"))
    }

    /// The positions along an axis that are shown, and `None` where some are left out.
    fn items(&self, length: usize) -> Vec<Option<usize>> {
        match self.edge.filter(|&edge| is_cut(length, edge)) {
            Some(edge) => {
                let (leading, trailing) = (0..edge, length - edge.max(1)..length);
                leading.map(Some).chain([None]).chain(trailing.map(Some)).collect()
            }
            None => (0..length).map(Some).collect(),
        }
    }

    /// Blocks of two dimensions and more, below each other.
    fn rows(&self, parts: &[String], axes_left: usize, indent: usize) -> String {
        let indent = " ".repeat(indent);
        let between = format!("{}{}{indent}", self.separator.trim_end(), "\n".repeat(axes_left));
        let mut out = String::new();
        for (i, part) in parts.iter().enumerate() {
            out += part;
            match i + 1 == parts.len() {
                true => {}
                false if self.is_1_13 && part == DOTS => out += &format!(", \n{indent}"),
                false => out += &between,
            }
        }
        out
    }

    /// The elements of the last axis, in as many lines as they need.
    fn row(&self, words: &[String], indent: usize, width: isize) -> String {
        let separator = length(self.separator.trim_end());
        let limit = width - if self.is_1_13 { separator } else { separator.max(1) } as isize;
        let is_1_13 = self.is_1_13;
        let mut lines =
            Lines { done: String::new(), line: String::new(), used: indent, indent, limit, is_1_13 };
        for (i, word) in words.iter().enumerate() {
            if i > 0 {
                lines.append(if is_1_13 && words[i - 1] == DOTS { ", " } else { self.separator });
            }
            if is_1_13 && i + 1 == words.len() {
                lines.limit = width;
            }
            lines.add(word);
        }
        lines.done + &lines.line
    }
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// Lines being filled with words.
struct Lines {
    /// Lines that are complete, and the indent of the next.
    done: String,
    line: String,
    /// Columns taken in the present line.
    used: usize,
    indent: usize,
    limit: isize,
    is_1_13: bool,
}

impl Lines {
    fn append(&mut self, text: &str) {
        self.line += text;
        self.used += length(text);
    }

    fn break_line(&mut self, indent: usize) {
        self.done += self.line.trim_end();
        self.done.push('\n');
        self.done += &" ".repeat(indent);
        self.line.clear();
        self.used = indent;
    }

    /// Adds a word, on a new line if that helps; a word of several lines stays a block.
    fn add(&mut self, word: &str) {
        if self.is_1_13 {
            // Lines are broken even where that does not help; of a break before the first word a blank is left.
            let is_first = self.done.is_empty() && self.line.is_empty();
            match (self.used + length(word)) as isize > self.limit {
                true if is_first => self.done.push(' '),
                true => self.break_line(self.indent),
                false => {}
            }
            return self.append(word);
        }
        let widest = word.lines().map(length).max().unwrap_or(0);
        if (self.used + widest) as isize > self.limit && self.used > self.indent {
            self.break_line(self.indent);
        }
        let start = self.used;
        for (i, line) in word.lines().enumerate() {
            if i > 0 {
                self.break_line(start);
            }
            self.append(line);
        }
        let missing = start + widest - self.used;
        self.append(&" ".repeat(missing));
    }
}
