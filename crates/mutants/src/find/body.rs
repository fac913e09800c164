//! What a function gives at once, in a mutant, by the type of its result.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "the enum of syn grows, and what is not known has no constant"
)]

use quote::ToTokens as _;
use syn::{GenericArgument, PathArguments, ReturnType, Type, TypePath};

/// The constants to try as a result. An empty one means a function without a result.
pub(super) fn constants(output: &ReturnType) -> Vec<String> {
    let ReturnType::Type(_, result) = output else { return vec![String::new()] };
    let constants: &[&str] = match &**result {
        Type::Path(path) => of_path(path),
        Type::Reference(reference) if reference.elem.to_token_stream().to_string() == "str" => &["\"\""],
        _ => &[],
    };
    constants.iter().map(|&constant| constant.to_owned()).collect()
}

fn of_path(path: &TypePath) -> &'static [&'static str] {
    let Some(last) = path.path.segments.last() else { return &[] };
    match last.ident.to_string().as_str() {
        "bool" => &["true", "false"],
        "u8" | "u16" | "u32" | "u64" | "usize" | "i32" | "i64" => &["0", "1"],
        "f64" => &["0.0", "1.0"],
        "Option" => &["None"],
        "String" => &["String::new()"],
        "Vec" => &["Vec::new()"],
        "Result" if has_unit(&last.arguments) => &["Ok(())"],
        _ => &[],
    }
}

/// Whether the first of the types is `()`.
fn has_unit(arguments: &PathArguments) -> bool {
    let PathArguments::AngleBracketed(arguments) = arguments else { return false };
    let first = arguments.args.first();
    first.is_some_and(|first| matches!(first, GenericArgument::Type(Type::Tuple(of)) if of.elems.is_empty()))
}
