//! What stands behind an opening fence: `taskscope demo=join-many view="timeline source" autoplay`.

/// The first word of our blocks.
pub(crate) const WORD: &str = "taskscope";

/// One setting, as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) name: String,
    /// `None` for a name that stands alone.
    pub(crate) value: Option<String>,
}

/// The value of the setting called `name`.
pub(crate) fn value_of<'a>(pairs: &'a [Pair], name: &str) -> Option<&'a str> {
    pairs.iter().find(|pair| pair.name == name)?.value.as_deref()
}

/// The settings of a block; `None` if the block is not ours.
pub(crate) fn read(info: &str) -> Option<Result<Vec<Pair>, String>> {
    let rest = info.trim().strip_prefix(WORD)?;
    if !rest.is_empty() && !rest.starts_with([' ', '\t', ',']) {
        return None;
    }
    Some(pairs(rest))
}

fn pairs(text: &str) -> Result<Vec<Pair>, String> {
    let mut pairs: Vec<Pair> = Vec::new();
    let mut rest = skip(text);
    while !rest.is_empty() {
        let (pair, after) = pair(rest)?;
        if pairs.iter().any(|other| other.name == pair.name) {
            return Err(format!("`{}` is set twice; leave one of them out", pair.name));
        }
        pairs.push(pair);
        rest = skip(after);
    }
    Ok(pairs)
}

/// Other tools put commas between what stands behind a fence.
fn skip(text: &str) -> &str {
    text.trim_start_matches([' ', '\t', ','])
}

fn pair(text: &str) -> Result<(Pair, &str), String> {
    let end = text.find([' ', '\t', ',', '=']).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    if name.is_empty() {
        return Err("there is a `=` without a name before it".to_owned());
    }
    let name = name.to_owned();
    let Some(rest) = rest.strip_prefix('=') else { return Ok((Pair { name, value: None }, rest)) };
    let (value, rest) = value(&name, rest)?;
    Ok((Pair { name, value: Some(value.to_owned()) }, rest))
}

fn value<'a>(name: &str, text: &'a str) -> Result<(&'a str, &'a str), String> {
    let Some(quote) = text.chars().next().filter(|first| ['"', '\''].contains(first)) else {
        let end = text.find([' ', '\t', ',']).unwrap_or(text.len());
        return Ok(text.split_at(end));
    };
    let inside = text.trim_start_matches([quote]);
    // Two quotes in a row are an empty value.
    if text.len() - inside.len() > 1 {
        return Err(format!("`{name}` is empty; give it a value or leave it out"));
    }
    inside.split_once(quote).ok_or_else(|| format!("the value of `{name}` has no closing {quote}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(info: &str) -> String {
        let Some(pairs) = read(info) else { return "not ours".to_owned() };
        let shown =
            |Pair { name, value }: Pair| value.map_or(name.clone(), |value| format!("{name}[{value}]"));
        pairs.map_or_else(
            |message| message,
            |pairs| pairs.into_iter().map(shown).collect::<Vec<_>>().join(" "),
        )
    }

    #[test]
    fn values_stand_alone_or_between_quotes() {
        assert_eq!(said("taskscope"), "");
        assert_eq!(
            said("taskscope demo=counting view=\"timeline source\"  theme='dark' autoplay"),
            "demo[counting] view[timeline source] theme[dark] autoplay"
        );
        assert_eq!(said("taskscope,demo=counting,step=3"), "demo[counting] step[3]");
        assert_eq!(said("taskscope link=a=b"), "link[a=b]");
    }

    #[test]
    fn blocks_of_others_stay_theirs() {
        for info in ["", "rust", "taskscopes", "rust,taskscope", "taskscope-like"] {
            assert_eq!(said(info), "not ours", "{info}");
        }
    }

    #[test]
    fn slips_are_told() {
        assert_eq!(said("taskscope =3"), "there is a `=` without a name before it");
        assert_eq!(said("taskscope view=\"timeline"), "the value of `view` has no closing \"");
        assert_eq!(said("taskscope view=\"\""), "`view` is empty; give it a value or leave it out");
        assert_eq!(said("taskscope step=1 step=2"), "`step` is set twice; leave one of them out");
    }
}
