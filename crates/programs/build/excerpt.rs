//! Which lines of a demo's file are shown as its source, and to which variant each belongs.
//!
//! Demo files are formatted by rustfmt, so items can be told apart by what stands in the first column; nothing has to
//! be parsed.

/// How the item starts that describes the demo. Files without it are no demos.
pub(crate) const DEMO_ITEM: &str = "static DEMO: Demo";

/// What stands before the name of a variant.
const VARIANT: &str = "Variant::new(";

/// One line that is shown.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ShownLine<'a> {
    /// Its number in the file, from 1.
    pub(crate) number: usize,
    /// The variant it belongs to; `None` if all have it.
    pub(crate) variant: Option<&'a str>,
}

/// The lines of `text` that are the program: nothing about the file as a whole, no imports of the page's own, no
/// description of the demo. One blank line at most stands between items, and belongs to the item after it.
///
/// A function that is called like a variant, or ends in `_` and its name, belongs to that variant. So does a type that
/// ends in the variant's name with a capital, with all that is implemented for it.
pub(crate) fn excerpt(text: &str) -> Vec<ShownLine<'_>> {
    let variants: Vec<&str> = variants(text).collect();
    let mut shown: Vec<ShownLine<'_>> = Vec::new();
    for item in items(text) {
        if item.is_hidden() {
            continue;
        }
        let variant = item.variant(&variants);
        if item.follows_blank && !shown.is_empty() {
            shown.push(ShownLine { number: item.first_line - 1, variant });
        }
        let numbers = item.first_line..item.first_line + item.lines.len();
        shown.extend(numbers.map(|number| ShownLine { number, variant }));
    }
    shown
}

/// The names of the variants, as the description of the demo has them.
fn variants(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(VARIANT).skip(1);
    parts.filter_map(|part| part.trim_start().strip_prefix('"')?.split('"').next())
}

/// A top-level item with the comments and attributes above it.
struct Item<'a> {
    first_line: usize,
    follows_blank: bool,
    lines: Vec<&'a str>,
}

fn items(text: &str) -> Vec<Item<'_>> {
    let mut items: Vec<Item> = Vec::new();
    let mut is_open = false;
    let mut follows_blank = false;
    let mut is_assigned_below = false;
    for (index, line) in text.lines().enumerate() {
        if !is_open && line.trim().is_empty() {
            follows_blank = true;
            continue;
        }
        if !is_open {
            items.push(Item { first_line: index + 1, follows_blank, lines: Vec::new() });
        }
        if let Some(item) = items.last_mut() {
            item.lines.push(line);
        }
        is_open = !(ends_item(line) || (is_assigned_below && line.ends_with(';')));
        is_assigned_below = is_open && !line.starts_with(char::is_whitespace) && line.ends_with(" =");
        follows_blank = false;
    }
    items
}

/// Whether an item ends with this line: one that starts in the first column and closes what it or an earlier one
/// opened. What is said about the file as a whole is an item a line.
fn ends_item(line: &str) -> bool {
    let is_indented = line.starts_with(char::is_whitespace) || line.is_empty();
    let is_end = line.ends_with(';') || line.ends_with('}');
    is_about_file(line) || (!is_indented && !is_preamble(line) && is_end)
}

fn is_about_file(line: &str) -> bool {
    line.starts_with("//!") || line.starts_with("#![")
}

fn is_preamble(line: &str) -> bool {
    line.starts_with("//") || line.starts_with('#')
}

impl Item<'_> {
    /// The line that says what the item is.
    fn head(&self) -> &str {
        self.lines.iter().copied().find(|line| !is_preamble(line)).unwrap_or_default()
    }

    fn is_hidden(&self) -> bool {
        let head = self.head();
        head.is_empty()
            || head.starts_with("use crate::")
            || head.starts_with("use taskscope_trace::")
            || head.contains(DEMO_ITEM)
    }

    fn variant<'v>(&self, variants: &[&'v str]) -> Option<&'v str> {
        let head = self.head();
        let (_, after) =
            ["fn ", " for ", "struct ", "enum "].iter().find_map(|word| head.split_once(word))?;
        let name = after.split(|next: char| !next.is_alphanumeric() && next != '_').next()?;
        variants.iter().copied().find(|variant| suffix_of(name, variant).is_some())
    }
}

/// How the name of a function or type ends that belongs to the variant; `None` if it does not belong to it.
pub(crate) fn suffix_of<'a>(name: &'a str, variant: &str) -> Option<&'a str> {
    let is_function = name.strip_suffix(variant).is_some_and(|rest| rest.is_empty() || rest.ends_with('_'));
    let is_type = || name.ends_with(&capitalized(variant));
    (is_function || is_type()).then(|| name.get(name.len() - variant.len()..)).flatten()
}

fn capitalized(variant: &str) -> String {
    let mut characters = variant.chars();
    characters.next().into_iter().flat_map(char::to_uppercase).chain(characters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What describes a demo with three variants.
    const DEMO: &str = "static DEMO: Demo = Demo {\n    \
                        Variant::new(\"bad\"), Variant::new(\"fixed\"), Variant::new(\n\"spawn\")\n};\n";

    /// Numbers count from the line after the description.
    fn check(text: &str, expected: &[(usize, Option<&'static str>)]) {
        let (text, first) = (format!("{DEMO}{text}"), DEMO.lines().count());
        let shown: Vec<_> = excerpt(&text).iter().map(|line| (line.number - first, line.variant)).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn what_concerns_the_file_imports_of_the_framework_and_the_description_are_hidden() {
        let text = "//! A demo.\n\
                    #![expect(unused)]\n\
                    \n\
                    use std::time::Duration;\n\
                    \n\
                    use crate::{\n    Demo,\n    Knobs,\n};\n\
                    use taskscope_trace::Step;\n\
                    \n\
                    /// The demo.\n\
                    pub(crate) static DEMO: Demo = Demo {\n    slug: \"x\",\n};\n\
                    \n\
                    \n\
                    const LIMIT: u32 = 5;\n";
        check(text, &[(4, None), (17, None), (18, None)]);
    }

    #[test]
    fn a_function_named_after_a_variant_belongs_to_it_with_its_comments_and_the_blank_line_above() {
        let text = "use a::b;\n\
                    \n\
                    async fn bad() {\n    1;\n\n    2;\n}\n\
                    \n\
                    /// Comment.\n\
                    #[allow(x)]\n\
                    pub async fn work_fixed<T>(x: T) {}\n\
                    \n\
                    fn rebad() {}\n\
                    fn spawn() {}\n";
        let (bad, fixed) = (Some("bad"), Some("fixed"));
        check(
            text,
            &[
                (1, None),
                (2, bad),
                (3, bad),
                (4, bad),
                (5, bad),
                (6, bad),
                (7, bad),
                (8, fixed),
                (9, fixed),
                (10, fixed),
                (11, fixed),
                (12, None),
                (13, None),
                (14, Some("spawn")),
            ],
        );
    }

    #[test]
    fn a_type_named_after_a_variant_belongs_to_it_with_what_is_implemented_for_it() {
        let text = "struct RingBad(u32);\n\
                    impl<'a> Future for RingBad {\n    fn poll() {}\n}\n\
                    impl Future for Ring {\n    fn poll_bad() {}\n}\n\
                    struct Forbad;\n";
        let bad = Some("bad");
        check(text, &[(1, bad), (2, bad), (3, bad), (4, bad), (5, None), (6, None), (7, None), (8, None)]);
    }

    #[test]
    fn a_value_below_its_name_ends_the_item() {
        check(
            "static PAGE: u32 =\n    1;\n\nfn bad() {}\n",
            &[(1, None), (2, None), (3, Some("bad")), (4, Some("bad"))],
        );
    }

    #[test]
    fn a_signature_over_several_lines_stays_in_one_item() {
        check(
            "async fn bad(\n    x: u32,\n) {\n    x;\n}\n",
            &[1, 2, 3, 4, 5].map(|number| (number, Some("bad"))),
        );
    }
}
