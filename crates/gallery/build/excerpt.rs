//! Which lines of a program's file are shown as its source, and to which variant each belongs.

use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};
use syn::{Expr, ExprCall, ExprLit, File, Item, ItemStatic, ItemUse, Lit, Path, Type, UseTree};

/// One line that is shown.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ShownLine {
    /// Its number in the file, from 1.
    pub(crate) number: usize,
    /// The variant it belongs to; `None` if all have it.
    pub(crate) variant: Option<String>,
    /// Whether it imports something.
    pub(crate) is_import: bool,
}

/// The lines of `text` that are the program: nothing about the file as a whole, no imports of the page's own, no
/// list of its mains. One blank line at most stands between items, and belongs to the item after it. `None` if the
/// file declares no program.
///
/// A function that is called like a variant, or ends in `_` and its name, belongs to that variant. So does a type that
/// ends in the variant's name with a capital, with all that is implemented for it.
///
/// # Errors
/// If the text is no Rust.
pub(crate) fn excerpt(text: &str) -> syn::Result<Option<Vec<ShownLine>>> {
    let file = syn::parse_file(text)?;
    let Some(mains) = file.items.iter().find_map(declaration) else { return Ok(None) };
    let variants: Vec<String> = names(mains).into_iter().map(|(name, _)| name).collect();
    let lines: Vec<&str> = text.lines().collect();
    // Lines are counted from 1: what ends with line 3 is followed by `lines[3]`.
    let is_blank = |end: usize| lines.get(end).is_some_and(|line| line.trim().is_empty());
    let mut shown: Vec<ShownLine> = Vec::new();
    let mut end = end_of_preface(&file);
    for item in &file.items {
        // The syntax tree has no plain comments: those above an item begin after the end of the one before.
        let blanks = (end..lines.len()).take_while(|&line| is_blank(line)).count();
        let first = end + blanks + 1;
        end = item.span().end().line;
        if is_hidden(item) {
            continue;
        }
        let (variant, is_import) = (variant_of(item, &variants), matches!(item, Item::Use(_)));
        let first = if blanks > 0 && !shown.is_empty() { first - 1 } else { first };
        let line = |number| ShownLine { number, variant: variant.clone(), is_import };
        shown.extend((first..=end).map(line));
    }
    Ok(Some(shown))
}

/// The names of the variants that a file declares, each with its line; none if it declares no program.
///
/// # Errors
/// If the text is no Rust.
pub(crate) fn variants(text: &str) -> syn::Result<Vec<(String, usize)>> {
    Ok(syn::parse_file(text)?.items.iter().find_map(declaration).map(names).unwrap_or_default())
}

/// The item that declares the program, `static MAINS: &[Main]`.
fn declaration(item: &Item) -> Option<&ItemStatic> {
    let Item::Static(item) = item else { return None };
    let Type::Reference(reference) = &*item.ty else { return None };
    let Type::Slice(slice) = &*reference.elem else { return None };
    let is_of_mains = matches!(&*slice.elem, Type::Path(ty) if ty.path.is_ident("Main"));
    (item.ident == "MAINS" && is_of_mains).then_some(item)
}

/// The names of the variants, as the declaration has them.
fn names(mains: &ItemStatic) -> Vec<(String, usize)> {
    let mut names = Names(Vec::new());
    names.visit_item_static(mains);
    names.0
}

/// Collects the names that `Main::new` is given, and their lines.
struct Names(Vec<(String, usize)>);

impl Visit<'_> for Names {
    fn visit_expr_call(&mut self, call: &ExprCall) {
        let is_main = matches!(&*call.func, Expr::Path(function) if is_new_main(&function.path));
        if let Some(Expr::Lit(ExprLit { lit: Lit::Str(name), .. })) = call.args.first().filter(|_| is_main) {
            self.0.push((name.value(), name.span().start().line));
        }
        visit::visit_expr_call(self, call);
    }
}

fn is_new_main(path: &Path) -> bool {
    path.segments.iter().map(|segment| &segment.ident).eq(["Main", "new"])
}

/// The last line of what is said about the file as a whole, 0 if nothing is.
fn end_of_preface(file: &File) -> usize {
    file.attrs.iter().map(|attribute| attribute.span().end().line).max().unwrap_or_default()
}

fn is_hidden(item: &Item) -> bool {
    is_import_of_page(item) || declaration(item).is_some()
}

/// Whether an item imports what declares a program: from this crate or from any of ours but the runtime.
fn is_import_of_page(item: &Item) -> bool {
    let Item::Use(ItemUse { tree: UseTree::Path(path), .. }) = item else { return false };
    let name = path.ident.to_string();
    name == "crate" || name.starts_with("taskscope_") && name != "taskscope_runtime"
}

fn variant_of(item: &Item, variants: &[String]) -> Option<String> {
    let name = name_of(item)?;
    variants.iter().find(|variant| suffix_of(&name, variant).is_some()).cloned()
}

/// The name that tells to which variant an item belongs.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "of syn's kinds of items, which grow, those without a variant"
)]
fn name_of(item: &Item) -> Option<String> {
    match item {
        Item::Fn(item) => Some(item.sig.ident.to_string()),
        Item::Struct(item) => Some(item.ident.to_string()),
        Item::Enum(item) => Some(item.ident.to_string()),
        Item::Impl(item) => match &*item.self_ty {
            Type::Path(ty) => ty.path.segments.last().map(|segment| segment.ident.to_string()),
            _ => None,
        },
        _ => None,
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

    /// What declares a program with three variants.
    const MAINS: &str = "static MAINS: &[Main] = &[\n    \
                         Main::new(\"bad\"), Main::new(\"fixed\").runs(&[&JOB]), Main::new(\n\"spawn\")\n];\n";

    /// Numbers count from the line after the description.
    fn check(text: &str, expected: &[(usize, Option<&'static str>)]) {
        // What is said about a file as a whole comes first.
        let preface =
            text.lines().take_while(|line| line.starts_with("//!") || line.starts_with("#!")).count();
        let text: String = text
            .split_inclusive('\n')
            .enumerate()
            .flat_map(|(index, line)| [if index == preface { MAINS } else { "" }, line])
            .collect();
        let shown = excerpt(&text).expect("this is Rust").expect("a program is declared");
        let inserted = MAINS.lines().count();
        let shown: Vec<_> =
            shown.iter().map(|line| (line.number - inserted, line.variant.as_deref())).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn what_concerns_the_file_imports_of_the_framework_and_the_description_are_hidden() {
        let text = "//! A demo.\n\
                    #![expect(unused)]\n\
                    \n\
                    use std::time::Duration;\n\
                    \n\
                    use crate::{\n    Knobs,\n    Main,\n};\n\
                    use taskscope_trace::Step;\n\
                    \n\
                    /// The mains.\n\
                    pub(crate) static MAINS: &[Main] = &[\n    Main::new(\"x\"),\n];\n\
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

    #[test]
    fn what_looks_like_an_end_inside_an_item_ends_nothing() {
        check(
            "fn bad() {\n    let text = r\"\n}\n\n;\n\";\n/* }\n\n} */\n    1;\n}\n// Why.\nfn fixed() {}\n",
            &[
                (1, Some("bad")),
                (2, Some("bad")),
                (3, Some("bad")),
                (4, Some("bad")),
                (5, Some("bad")),
                (6, Some("bad")),
                (7, Some("bad")),
                (8, Some("bad")),
                (9, Some("bad")),
                (10, Some("bad")),
                (11, Some("bad")),
                (12, Some("fixed")),
                (13, Some("fixed")),
            ],
        );
    }

    #[test]
    fn a_file_without_a_declaration_is_no_program_and_a_fault_has_its_line() {
        assert_eq!(excerpt("fn bad() {}\n").expect("this is Rust"), None);
        let fault = excerpt("fn bad() {\n    1 +;\n}\n").expect_err("this is no Rust");
        assert_eq!(fault.span().start().line, 2);
    }
}
