//! The little of XML that cleaning and reading a DOCX needs: attributes and elements by their local names.

/// Empties every attribute with one of these local names, whatever its prefix.
pub(super) fn blank_attributes(xml: &str, names: &[&str]) -> String {
    let mut out = String::with_capacity(xml.len());
    let mut rest = xml;
    while let Some(open) = rest.find('<') {
        let (before, tag_on) = rest.split_at(open);
        out.push_str(before);
        let end = tag_end(tag_on);
        let (tag, after) = tag_on.split_at(end);
        push_blanked(&mut out, tag, names);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Length of the tag that begins here; a `>` inside a quoted value does not end it.
fn tag_end(tag_on: &str) -> usize {
    let mut quote = None;
    for (at, c) in tag_on.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(q), c) if q == c => quote = None,
            (None, '>') => return at + 1,
            _ => {}
        }
    }
    tag_on.len()
}

fn push_blanked(out: &mut String, tag: &str, names: &[&str]) {
    let mut rest = tag;
    while let Some(equals) = rest.find('=') {
        let (name_part, value_on) = rest.split_at(equals + 1);
        out.push_str(name_part);
        let name = name_part
            .trim_end_matches('=')
            .trim_end()
            .rsplit([' ', '\t', '\n', '\r', ':'])
            .next()
            .unwrap_or_default();
        let padding = value_on.len() - value_on.trim_start().len();
        let quoted = &value_on[padding..];
        let Some(quote) = quoted.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
            rest = value_on;
            continue;
        };
        let Some(close) = quoted[1..].find(quote) else {
            rest = value_on;
            break;
        };
        if names.contains(&name) {
            out.push(quote);
            out.push(quote);
        } else {
            out.push_str(&value_on[..padding + close + 2]);
        }
        rest = &value_on[padding + close + 2..];
    }
    out.push_str(rest);
}

/// The text of a word-processing part: runs joined, paragraphs and breaks as lines.
pub(super) fn text(xml: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    let mut rest = xml;
    while let Some(open) = rest.find('<') {
        if inside {
            out.push_str(&unescaped(&rest[..open]));
        }
        let tag_on = &rest[open..];
        let end = tag_end(tag_on);
        let tag = &tag_on[..end];
        match local_name(tag) {
            "t" => inside = !tag.starts_with("</") && !tag.ends_with("/>"),
            "tab" if !tag.starts_with("</") && out.ends_with(|c| c != '\n') => out.push('\t'),
            "br" | "cr" if !tag.starts_with("</") => out.push('\n'),
            "p" if tag.starts_with("</") || tag.ends_with("/>") => out.push('\n'),
            _ => {}
        }
        rest = &tag_on[end..];
    }
    out
}

fn local_name(tag: &str) -> &str {
    let name = tag
        .trim_start_matches(['<', '/'])
        .split([' ', '>', '/', '\t', '\n', '\r'])
        .next()
        .unwrap_or_default();
    name.rsplit(':').next().unwrap_or_default()
}

pub(super) fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let Some(end) = rest[at..].find(';') else {
            break;
        };
        let name = &rest[at + 1..at + end];
        let number = name.strip_prefix("#x").map_or_else(
            || name.strip_prefix('#')?.parse().ok(),
            |hex| u32::from_str_radix(hex, 16).ok(),
        );
        match (name, number.and_then(char::from_u32)) {
            ("amp", _) => out.push('&'),
            ("lt", _) => out.push('<'),
            ("gt", _) => out.push('>'),
            ("quot", _) => out.push('"'),
            ("apos", _) => out.push('\''),
            (_, Some(c)) => out.push(c),
            _ => {}
        }
        rest = &rest[at + end + 1..];
    }
    out.push_str(rest);
    out
}
