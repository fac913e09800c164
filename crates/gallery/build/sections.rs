//! The sections of the gallery, as a lesson names them.

use syn::{Item, parse_file};

/// The sections in the order of the gallery: the name in lessons, and that in Rust. `text` declares `enum Section`.
///
/// # Errors
/// If the text is no Rust.
pub(crate) fn sections(text: &str) -> syn::Result<Vec<(String, String)>> {
    let enums = parse_file(text)?
        .items
        .into_iter()
        .filter_map(|item| if let Item::Enum(item) = item { Some(item) } else { None });
    let names = enums.filter(|item| item.ident == "Section").flat_map(|item| item.variants);
    let names = names.map(|variant| variant.ident.to_string());
    Ok(names.map(|name| (key(&name), name)).collect())
}

/// `any-number` for `AnyNumber`.
fn key(name: &str) -> String {
    let mut key = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !key.is_empty() {
            key.push('-');
        }
        key.extend(letter.to_lowercase());
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_named_in_lower_case_and_keep_their_order() {
        let text = "/// Headings.\npub enum Section { Streams, AnyNumber }\nenum Other { One }\n";
        let expected = [("streams", "Streams"), ("any-number", "AnyNumber")];
        let expected = expected.map(|(key, name)| (key.to_owned(), name.to_owned()));
        assert_eq!(sections(text).expect("this is Rust"), expected);
    }
}
