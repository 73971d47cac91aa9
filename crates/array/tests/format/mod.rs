//! Reading the tables of expected texts.

pub fn unescape(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text.chars());
    while let Some(c) = rest.next() {
        out.push(match c {
            '\\' => match rest.next() {
                Some('n') => '\n',
                Some('t') => '\t',
                Some('r') => '\r',
                other => other.unwrap_or('\\'),
            },
            c => c,
        });
    }
    out
}

/// Checks every line of a table: all columns but the last are input. Complains about the first few that differ.
pub fn check(table: &str, actual: impl Fn(&[String]) -> String) {
    let mut wrong = Vec::new();
    for line in table.lines() {
        let mut columns: Vec<_> = line.split('\t').map(unescape).collect();
        let expected = columns.pop().unwrap();
        let actual = actual(&columns);
        if actual != expected {
            wrong.push(format!("{columns:?}\n    expected {expected:?}\n    actual   {actual:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} differ, such as\n{}", wrong.len(), wrong[..wrong.len().min(15)].join("\n"));
}

pub fn unhex(text: &str) -> Vec<u8> {
    let pair = |i| u8::from_str_radix(&text[i..i + 2], 16).unwrap();
    (0..text.len()).step_by(2).map(pair).collect()
}
