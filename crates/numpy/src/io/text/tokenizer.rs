//! Text cut into rows of fields.

use std::ops::Range;

use crate::io::error::{Error, Result};

/// What separates fields and rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Syntax {
    /// What stands between fields; `None` is any white space, which is also ignored around fields.
    pub delimiter: Option<char>,
    /// Each of these begins a comment, which lasts to the end of the line.
    pub comments: Vec<String>,
    /// What encloses fields that hold delimiters or line ends; doubled inside, it stands for itself.
    pub quote: Option<char>,
}

impl Default for Syntax {
    fn default() -> Self {
        Self { delimiter: None, comments: vec!["#".into()], quote: None }
    }
}

impl Syntax {
    fn check(&self) -> Result<()> {
        if self.comments.iter().any(String::is_empty) {
            return Err(Error::Option(
                "comments cannot be an empty string. Use comments=None to disable comments.",
            ));
        }
        let several = self.comments.len() > 1 || self.comments.iter().any(|c| c.chars().nth(1).is_some());
        if several && self.quote.is_some() {
            return Err(Error::Option(
                "when multiple comments or a multi-character comment is given, quotes are not supported.  In this \
                 case quotechar must be set to None.",
            ));
        }
        self.check_controls()
    }

    /// No line ends among the characters with a meaning, and no two meanings for one.
    fn check_controls(&self) -> Result<()> {
        let comment = self.comments.first().and_then(|text| {
            let mut chars = text.chars();
            chars.next().filter(|_| chars.next().is_none() && self.comments.len() == 1)
        });
        let named = [("comment", comment), ("quotechar", self.quote), ("delimiter", self.delimiter)];
        for (i, &(name, sign)) in named.iter().enumerate() {
            let Some(sign) = sign else { continue };
            if matches!(sign, '\n' | '\r') {
                return Err(Error::NewlineControl(name));
            }
            if self.delimiter.is_none() && sign.is_whitespace() {
                return Err(Error::ControlClash("delimiter", name));
            }
            if let Some((other, _)) = named[i + 1..].iter().find(|(_, other)| *other == Some(sign)) {
                return Err(Error::ControlClash(name, other));
            }
        }
        Ok(())
    }
}

/// What a byte may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Ordinary,
    LineEnd,
    /// An ASCII space where these separate fields.
    Space,
    /// The first byte of a delimiter, a comment or (where these separate) of a space beyond ASCII.
    Suspect,
}

/// A lazy cut of a text into rows; empty lines and comments yield none.
///
/// # Examples
/// ```
/// use pallasite_numpy::io::text::{Syntax, Tokenizer};
/// let syntax = Syntax::default();
/// let mut rows = Tokenizer::new("1 2 # first\n\n3 4", &syntax).unwrap();
/// let mut second = vec![];
/// while let Some(row) = rows.next_row() {
///     second.push(row.get(1).unwrap().to_string());
/// }
/// assert_eq!(second, ["2", "4"]);
/// ```
pub struct Tokenizer<'a> {
    text: &'a str,
    position: usize,
    syntax: &'a Syntax,
    classes: [Class; 256],
    fields: Vec<Field>,
    /// Quoted fields without their quotes.
    unquoted: String,
    unterminated: bool,
}

/// Where a field's text is.
struct Field {
    range: Range<usize>,
    quoted: bool,
}

/// The fields of one row.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    text: &'a str,
    unquoted: &'a str,
    fields: &'a [Field],
}

impl<'a> Row<'a> {
    /// The number of fields.
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// Whether there are no fields; rows of a [`Tokenizer`] have some.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// Field `i`, if the row is that long.
    pub fn get(&self, i: usize) -> Option<&'a str> {
        let Field { range, quoted } = self.fields.get(i)?;
        Some(&(if *quoted { self.unquoted } else { self.text })[range.clone()])
    }

    /// All fields in order.
    pub fn iter(self) -> impl Iterator<Item = &'a str> {
        (0..self.len()).filter_map(move |i| self.get(i))
    }
}

/// Python's `str.isspace` of a character.
pub(in crate::io) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\x1c'..='\x1f').contains(&c)
}

impl<'a> Tokenizer<'a> {
    /// Begins at the start of `text`.
    ///
    /// # Errors
    /// Delimiter, quote and comments that exclude each other.
    pub fn new(text: &'a str, syntax: &'a Syntax) -> Result<Self> {
        syntax.check()?;
        let mut classes = [Class::Ordinary; 256];
        let mut utf8 = [0; 4];
        match syntax.delimiter {
            Some(c) => classes[usize::from(c.encode_utf8(&mut utf8).as_bytes()[0])] = Class::Suspect,
            None => {
                (0..=127)
                    .filter(|&b: &u8| is_space(b.into()))
                    .for_each(|b| classes[usize::from(b)] = Class::Space);
                classes[128..].fill(Class::Suspect);
            }
        }
        syntax.comments.iter().for_each(|c| classes[usize::from(c.as_bytes()[0])] = Class::Suspect);
        classes[usize::from(b'\n')] = Class::LineEnd;
        classes[usize::from(b'\r')] = Class::LineEnd;
        Ok(Self {
            text,
            position: 0,
            syntax,
            classes,
            fields: vec![],
            unquoted: String::new(),
            unterminated: false,
        })
    }

    /// Passes over `count` lines, whatever they hold.
    pub fn skip_lines(&mut self, count: usize) {
        for _ in 0..count {
            self.skip_to_line_end();
            self.skip_line_end();
        }
    }

    /// The next row that has fields.
    pub fn next_row(&mut self) -> Option<Row<'_>> {
        while self.position < self.text.len() {
            self.fields.clear();
            self.unquoted.clear();
            match self.syntax.delimiter {
                None => self.scan_spaced(),
                Some(delimiter) => self.scan_delimited(delimiter),
            }
            self.skip_line_end();
            let empty_line = matches!(&self.fields[..], [Field { range, quoted: false }] if range.is_empty());
            if !self.fields.is_empty() && !empty_line {
                return Some(Row { text: self.text, unquoted: &self.unquoted, fields: &self.fields });
            }
        }
        None
    }

    /// Appends the bytes of the next row's floats to `out` and returns their number, if the row is nothing but plain
    /// floats; nothing happens otherwise.
    ///
    /// A shortcut for the usual case: numbers end themselves, so that they need not be cut out first.
    pub(in crate::io) fn next_floats(&mut self, out: &mut Vec<u8>) -> Option<usize> {
        let (start, length) = (self.position, out.len());
        let count = self.scan_floats(out);
        match count {
            Some(_) => self.skip_line_end(),
            None => {
                self.position = start;
                out.truncate(length);
            }
        }
        count
    }

    fn scan_floats(&mut self, out: &mut Vec<u8>) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let class =
            |position: usize| bytes.get(position).map_or(Class::LineEnd, |&b| self.classes[usize::from(b)]);
        let delimiter = self.syntax.delimiter.map(u8::try_from).transpose().ok()?;
        let mut position = self.position;
        for count in 0.. {
            while class(position) == Class::Space {
                position += 1;
            }
            if delimiter.is_none() && count > 0 && class(position) == Class::LineEnd {
                self.position = position;
                return Some(count);
            }
            let (value, length) =
                fast_float2::parse_partial::<f64, _>(&bytes[position.min(bytes.len())..]).ok()?;
            out.extend_from_slice(&value.to_ne_bytes());
            position += length;
            match class(position) {
                Class::LineEnd => {
                    self.position = position;
                    return Some(count + 1);
                }
                Class::Space => {}
                _ if delimiter.is_some_and(|d| d.is_ascii()) && bytes.get(position).copied() == delimiter => {
                    position += 1
                }
                _ => return None,
            }
        }
        None
    }

    /// Whether a quoted field had no closing quote.
    pub fn is_unterminated(&self) -> bool {
        self.unterminated
    }

    /// What has not been read yet.
    pub fn rest(&self) -> &'a str {
        &self.text[self.position..]
    }

    fn skip_to_line_end(&mut self) {
        let rest = &self.text.as_bytes()[self.position..];
        self.position += rest.iter().position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(rest.len());
    }

    fn skip_line_end(&mut self) {
        let rest = self.rest();
        self.position += if rest.starts_with("\r\n") { 2 } else { usize::from(!rest.is_empty()) };
    }

    /// The length of the comment sign, space or delimiter at the position, whichever `separates` knows of.
    fn at_comment(&self) -> bool {
        self.syntax.comments.iter().any(|c| self.rest().starts_with(&c[..]))
    }

    fn scan_spaced(&mut self) {
        loop {
            self.skip_spaces();
            let Some(&byte) = self.text.as_bytes().get(self.position) else { return };
            match self.classes[usize::from(byte)] {
                Class::LineEnd => return,
                Class::Suspect if self.at_comment() => return self.skip_to_line_end(),
                _ => self.field(is_space),
            }
        }
    }

    fn skip_spaces(&mut self) {
        while let Some(&byte) = self.text.as_bytes().get(self.position) {
            match self.classes[usize::from(byte)] {
                Class::Space => self.position += 1,
                Class::Suspect => match self.rest().chars().next() {
                    Some(c) if is_space(c) => self.position += c.len_utf8(),
                    _ => return,
                },
                _ => return,
            }
        }
    }

    fn scan_delimited(&mut self, delimiter: char) {
        loop {
            self.field(|c| c == delimiter);
            if self.rest().starts_with(delimiter) {
                self.position += delimiter.len_utf8();
            } else {
                // A comment or the end of the line.
                return self.skip_to_line_end();
            }
        }
    }

    /// Reads one field up to a separator, a comment or the end of the line.
    fn field(&mut self, separates: impl Fn(char) -> bool) {
        if self.syntax.quote.is_some_and(|quote| self.rest().starts_with(quote)) {
            return self.quoted_field(separates);
        }
        let start = self.position;
        self.skip_field(separates);
        self.fields.push(Field { range: start..self.position, quoted: false });
    }

    fn skip_field(&mut self, separates: impl Fn(char) -> bool) {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.position) {
            match self.classes[usize::from(byte)] {
                Class::Ordinary => self.position += 1,
                Class::LineEnd | Class::Space => return,
                Class::Suspect => {
                    let c = self.rest().chars().next().unwrap_or_default();
                    if separates(c) || self.at_comment() {
                        return;
                    }
                    self.position += c.len_utf8();
                }
            }
        }
    }

    /// Reads a quoted field; what follows the closing quote belongs to it.
    fn quoted_field(&mut self, separates: impl Fn(char) -> bool) {
        let (start, quote) = (self.unquoted.len(), self.syntax.quote.unwrap_or_default());
        self.position += quote.len_utf8();
        loop {
            let rest = self.rest();
            let end = rest.find(quote).unwrap_or(rest.len());
            self.unterminated |= end == rest.len();
            self.unquoted.push_str(&rest[..end]);
            self.position += (end + quote.len_utf8()).min(rest.len());
            if !self.rest().starts_with(quote) {
                break;
            }
            self.unquoted.push(quote);
            self.position += quote.len_utf8();
        }
        let tail = self.position;
        self.skip_field(separates);
        self.unquoted.push_str(&self.text[tail..self.position]);
        self.fields.push(Field { range: start..self.unquoted.len(), quoted: true });
    }
}
