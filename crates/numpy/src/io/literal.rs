//! Python literals, as the headers of `.npy` files hold them.

use std::fmt;

/// Containers may nest this deep.
const MAX_DEPTH: usize = 32;

/// A value that Python's `ast.literal_eval` would give.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// `None`
    None,
    /// `True`, `False`
    Bool(bool),
    /// An integer of 64 bits.
    Int(i64),
    /// A string.
    Str(String),
    /// `(1, 2)`
    Tuple(Vec<Literal>),
    /// `[1, 2]`
    List(Vec<Literal>),
    /// `{'a': 1}`
    Dict(Vec<(Literal, Literal)>),
}

impl Literal {
    /// Parses a literal, white space around it allowed; `None` if the text is anything else or nests too deep.
    ///
    /// Integers with Python 2's suffix `L` are read too.
    ///
    /// # Examples
    /// ```
    /// use pallasite_numpy::io::literal::Literal;
    /// let shape = Literal::parse("(3, 4)").unwrap();
    /// assert_eq!(shape, Literal::Tuple(vec![Literal::Int(3), Literal::Int(4)]));
    /// assert_eq!(Literal::parse("__import__('os')"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Literal> {
        let mut parser = Parser { rest: text };
        let value = parser.value(0)?;
        parser.skip_space();
        parser.rest.is_empty().then_some(value)
    }
}

struct Parser<'a> {
    rest: &'a str,
}

impl Parser<'_> {
    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r', '\x0c']);
    }

    fn eat(&mut self, token: &str) -> bool {
        self.skip_space();
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn value(&mut self, depth: usize) -> Option<Literal> {
        if depth > MAX_DEPTH {
            return None;
        }
        self.skip_space();
        match self.rest.chars().next()? {
            '(' => self.parenthesised(depth),
            '[' => Some(Literal::List(self.sequence("[", "]", depth)?.0)),
            '{' => self.dict(depth),
            '\'' | '"' => self.string(),
            '+' | '-' | '0'..='9' => self.integer(),
            _ => self.word(),
        }
    }

    /// The items between brackets, and whether a comma follows the last.
    fn sequence(&mut self, open: &str, close: &str, depth: usize) -> Option<(Vec<Literal>, bool)> {
        self.eat(open);
        let (mut items, mut comma) = (vec![], true);
        while !self.eat(close) {
            if !comma {
                return None;
            }
            items.push(self.value(depth + 1)?);
            comma = self.eat(",");
        }
        Some((items, comma))
    }

    fn parenthesised(&mut self, depth: usize) -> Option<Literal> {
        let (mut items, comma) = self.sequence("(", ")", depth)?;
        if items.len() == 1 && !comma { items.pop() } else { Some(Literal::Tuple(items)) }
    }

    fn dict(&mut self, depth: usize) -> Option<Literal> {
        self.eat("{");
        let (mut items, mut comma) = (vec![], true);
        while !self.eat("}") {
            if !comma {
                return None;
            }
            let key = self.value(depth + 1)?;
            if !self.eat(":") {
                return None;
            }
            items.push((key, self.value(depth + 1)?));
            comma = self.eat(",");
        }
        Some(Literal::Dict(items))
    }

    fn integer(&mut self) -> Option<Literal> {
        let signed = self.rest.strip_prefix(['+', '-']).unwrap_or(self.rest);
        let digits = signed.len() - signed.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, rest) = self.rest.split_at(self.rest.len() - signed.len() + digits);
        self.rest = rest.strip_prefix('L').unwrap_or(rest);
        let ends = !self.rest.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.');
        number.parse().ok().filter(|_| ends).map(Literal::Int)
    }

    fn word(&mut self) -> Option<Literal> {
        let words = [("None", Literal::None), ("True", Literal::Bool(true)), ("False", Literal::Bool(false))];
        words.into_iter().find_map(|(word, value)| self.eat(word).then_some(value))
    }

    fn string(&mut self) -> Option<Literal> {
        let mut chars = self.rest.chars();
        let quote = chars.next()?;
        let mut text = String::new();
        loop {
            match chars.next()? {
                c if c == quote => break,
                '\n' => return None,
                '\\' => text.push(escape(&mut chars)?),
                c => text.push(c),
            }
        }
        self.rest = chars.as_str();
        Some(Literal::Str(text))
    }
}

/// The character that an escape sequence stands for.
fn escape(chars: &mut std::str::Chars) -> Option<char> {
    Some(match chars.next()? {
        'x' => hex(chars, 2)?,
        'u' => hex(chars, 4)?,
        'U' => hex(chars, 8)?,
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        '0' => '\0',
        c @ ('\\' | '\'' | '"') => c,
        _ => return None,
    })
}

fn hex(chars: &mut std::str::Chars, digits: usize) -> Option<char> {
    let code: String = chars.by_ref().take(digits).filter(char::is_ascii_hexdigit).collect();
    if code.len() < digits {
        return None;
    }
    u32::from_str_radix(&code, 16).ok().and_then(char::from_u32)
}

/// Python's `repr`.
impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("None"),
            Self::Bool(true) => f.write_str("True"),
            Self::Bool(false) => f.write_str("False"),
            Self::Int(i) => i.fmt(f),
            Self::Str(text) => write_string(f, text),
            Self::Tuple(items) => {
                let end = if items.len() == 1 { ",)" } else { ")" };
                write_items(f, "(", items, end)
            }
            Self::List(items) => write_items(f, "[", items, "]"),
            Self::Dict(items) => {
                f.write_str("{")?;
                for (i, (key, value)) in items.iter().enumerate() {
                    let separator = if i == 0 { "" } else { ", " };
                    write!(f, "{separator}{key}: {value}")?;
                }
                f.write_str("}")
            }
        }
    }
}

fn write_items(f: &mut fmt::Formatter<'_>, open: &str, items: &[Literal], close: &str) -> fmt::Result {
    f.write_str(open)?;
    for (i, item) in items.iter().enumerate() {
        let separator = if i == 0 { "" } else { ", " };
        write!(f, "{separator}{item}")?;
    }
    f.write_str(close)
}

fn write_string(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    write!(f, "{quote}")?;
    for c in text.chars() {
        match c {
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            '\\' => f.write_str("\\\\")?,
            c if c == quote => write!(f, "\\{c}")?,
            c if (c as u32) < 0x100 && c.is_control() => write!(f, "\\x{:02x}", c as u32)?,
            '\u{feff}' => f.write_str("\\ufeff")?,
            c => write!(f, "{c}")?,
        }
    }
    write!(f, "{quote}")
}

#[cfg(test)]
mod tests {
    use super::Literal;

    #[test]
    fn what_is_written_is_read() {
        for text in [
            "{'descr': [('a', '<i4', (2, 3)), (('t', 'b'), [('c', '|S3')])], 'fortran_order': False, 'shape': (3,)}",
            "(None, True, -12, [], (), {}, 'it\\\\n', \"it's\")",
        ] {
            assert_eq!(Literal::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn only_literals_are_read() {
        for text in [
            "",
            "(",
            "(1",
            "(1 2)",
            "[1,,2]",
            "{1}",
            "{1:}",
            "'a",
            "1.5",
            "1e3",
            "None()",
            "99999999999999999999",
        ] {
            assert_eq!(Literal::parse(text), None, "{text}");
        }
        assert_eq!(Literal::parse("12L"), Some(Literal::Int(12)));
        assert_eq!(Literal::parse(&"(".repeat(100_000)), None);
    }
}
