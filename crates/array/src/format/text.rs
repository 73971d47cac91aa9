//! Python literals of text and bytes.

use std::fmt::Write;

/// What Python's `repr` gives for a `str`.
///
/// # Examples
/// ```
/// use pallasite_array::format::str_repr;
/// assert_eq!(str_repr("it's\n"), r#""it's\n""#);
/// ```
pub fn str_repr(text: &str) -> String {
    code_points_repr(&text.chars().map(u32::from).collect::<Vec<_>>())
}

/// As [`str_repr`], for code points as a NumPy array holds them: lone surrogates are possible.
pub fn code_points_repr(points: &[u32]) -> String {
    let quote = quote_for(points.iter().copied());
    let mut out = String::from(quote);
    for &point in points {
        match char::from_u32(point) {
            Some(c) if c != quote && c != '\\' && is_printable(c) => out.push(c),
            _ => push_escaped(&mut out, point),
        }
    }
    out.push(quote);
    out
}

/// What Python's `repr` gives for `bytes`.
///
/// # Examples
/// ```
/// use pallasite_array::format::bytes_repr;
/// assert_eq!(bytes_repr(b"a\0\t"), r"b'a\x00\t'");
/// ```
pub fn bytes_repr(bytes: &[u8]) -> String {
    let quote = quote_for(bytes.iter().copied().map(u32::from));
    let mut out = format!("b{quote}");
    for &byte in bytes {
        match char::from(byte) {
            c @ ' '..='~' if c != quote && c != '\\' => out.push(c),
            _ => push_escaped(&mut out, byte.into()),
        }
    }
    out.push(quote);
    out
}

/// How NumPy prints unstructured void: every byte as an escape.
///
/// # Examples
/// ```
/// use pallasite_array::format::void_str;
/// assert_eq!(void_str(b"a\0"), r"b'\x61\x00'");
/// ```
pub fn void_str(bytes: &[u8]) -> String {
    let mut out = String::from("b'");
    for byte in bytes {
        let _ = write!(out, "\\x{byte:02X}");
    }
    out.push('\'');
    out
}

/// Code points as text; a lone surrogate, which Rust's text cannot hold, is replaced.
pub(super) fn plain(points: &[u32]) -> String {
    points.iter().map(|&p| char::from_u32(p).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// `text` behind as many blanks as give it this width; unlike `format!`, for any width.
pub(super) fn right_aligned(text: &str, width: usize) -> String {
    " ".repeat(width.saturating_sub(text.chars().count())) + text
}

/// Python prefers single quotes, unless that needs an escape and double ones do not.
fn quote_for(points: impl Iterator<Item = u32> + Clone) -> char {
    let has = |quote: char| points.clone().any(|p| p == quote.into());
    if has('\'') && !has('"') { '"' } else { '\'' }
}

/// Python and Rust agree on what is printable: all but the Unicode categories "other" and "separator", and the
/// blank. Behind another character, Rust escapes nothing else that it would escape at the start of a text.
fn is_printable(c: char) -> bool {
    let mut buffer = [b'a'; 5];
    let length = 1 + c.encode_utf8(&mut buffer[1..]).len();
    let text = std::str::from_utf8(&buffer[..length]).unwrap_or_default();
    matches!(c, '\'' | '"') || text.escape_debug().count() == 2
}

fn push_escaped(out: &mut String, point: u32) {
    let short = match point {
        0x09 => 't',
        0x0a => 'n',
        0x0d => 'r',
        0x22 => '"',
        0x27 => '\'',
        0x5c => '\\',
        _ => {
            let _ = match point {
                ..0x100 => write!(out, "\\x{point:02x}"),
                0x100..0x1_0000 => write!(out, "\\u{point:04x}"),
                _ => write!(out, "\\U{point:08x}"),
            };
            return;
        }
    };
    out.extend(['\\', short]);
}
