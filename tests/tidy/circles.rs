//! Circles among the files of a crate: which files depend on each other, directly or by way of others.
//!
//! A file has an arrow to each file that declares what one of its paths names, in code, in a `use` or in a macro. Apart stand
//! a parent's arrows to its own modules, which it is made of, and re-exports, which only hand on what a file elsewhere
//! declares. Between crates there can be no circle: Cargo does not build one.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{ItemMod, ItemUse, Macro};

use crate::modules::{Modules, imports, is_handed_on, is_test};

/// The knots of a crate, the largest first: sets of files of which each leads to each other. Files are named by their path.
pub(crate) fn knots(modules: &Modules) -> Vec<Vec<String>> {
    let arrows = arrows(modules);
    let reached: Vec<BTreeSet<usize>> = (0..arrows.len()).map(|file| reached(&arrows, file)).collect();
    let mut knots = BTreeSet::new();
    for (file, from_here) in reached.iter().enumerate().filter(|(file, from_here)| from_here.contains(file)) {
        let knot: Vec<_> =
            from_here.iter().copied().filter(|other| reached[*other].contains(&file)).collect();
        knots.insert(knot);
    }
    let name = |file: usize| modules.files[file].0.display().to_string();
    let named = knots.into_iter().filter(|knot| knot.len() > 1);
    let mut named: Vec<Vec<String>> = named.map(|knot| knot.into_iter().map(name).collect()).collect();
    named.sort_by_key(|knot| std::cmp::Reverse(knot.len()));
    named
}

/// What a file leads to, in one step or more.
fn reached(arrows: &[BTreeSet<usize>], from: usize) -> BTreeSet<usize> {
    let (mut reached, mut next) = (BTreeSet::new(), vec![from]);
    while let Some(file) = next.pop() {
        next.extend(arrows[file].iter().copied().filter(|to| reached.insert(*to)));
    }
    reached
}

/// For each file those that it uses.
fn arrows(modules: &Modules) -> Vec<BTreeSet<usize>> {
    let mut arrows = vec![BTreeSet::new(); modules.files.len()];
    for (module, of) in modules.modules.iter().enumerate() {
        let begins_file = of.parent.is_none_or(|parent| modules.modules[parent].file != of.file);
        if begins_file {
            let paths = paths(&modules.files[of.file].1);
            let used = paths.iter().filter_map(|path| modules.file_of(module, path));
            arrows[of.file].extend(used.filter(|used| *used != of.file));
        }
    }
    for (outer, of) in modules.modules.iter().enumerate() {
        let within = (0..modules.modules.len()).filter(|module| modules.is_within(*module, outer));
        for inner in within.map(|module| modules.modules[module].file) {
            arrows[of.file].remove(&inner);
        }
    }
    arrows
}

/// The paths of a file outside its tests, in code, in what it imports and in macros; without what it hands on.
pub(crate) fn paths(syntax: &syn::File) -> Vec<Vec<String>> {
    let mut paths = Paths(Vec::new());
    paths.visit_file(syntax);
    paths.0
}

/// Collects the paths of a file.
struct Paths(Vec<Vec<String>>);

impl Visit<'_> for Paths {
    fn visit_item_mod(&mut self, module: &ItemMod) {
        if !is_test(&module.attrs) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_use(&mut self, item: &ItemUse) {
        if !is_handed_on(&item.vis) {
            self.0.extend(imports(&item.tree).into_iter().map(|import| import.path));
        }
    }

    fn visit_path(&mut self, path: &syn::Path) {
        self.0.push(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, called: &Macro) {
        self.take_tokens(called.tokens.clone());
        visit::visit_macro(self, called);
    }
}

impl Paths {
    /// Takes names that are joined by `::`, at any depth of brackets.
    fn take_tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(name) => {
                    if colons != 2 {
                        self.0.push(std::mem::take(&mut path));
                    }
                    path.push(name.to_string());
                    colons = 0;
                }
                TokenTree::Punct(mark) if mark.as_char() == ':' => colons += 1,
                TokenTree::Group(group) => {
                    self.take_tokens(group.stream());
                    colons = 0;
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => colons = 0,
            }
        }
        self.0.push(path);
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn a_circle_is_found_through_imports_macros_and_re_exports() {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("circles");
        fs::create_dir_all(folder.join("a")).expect("the folder of tests can be written");
        for (name, text) in [
            ("lib.rs", "mod a; mod b; mod c; mod d; pub use a::A; fn f() { b::g() }"),
            ("a.rs", "mod inner; use crate::b; pub struct A; fn f() { inner::g(); b::g() }"),
            ("a/inner.rs", "use super::A; pub fn g() {}"),
            ("b.rs", "pub fn g() { println!(\"{}\", crate::c::g()) }"),
            ("c.rs", "pub fn g() -> crate::A { todo!() } #[cfg(test)] mod tests { use crate::d; }"),
            ("d.rs", "use crate::{A, b::g}; fn h(_: A) { g() }"),
        ] {
            fs::write(folder.join(name), text).expect("the folder of tests can be written");
        }
        let knots = knots(&Modules::read(&folder.join("lib.rs")));
        let expected: Vec<_> =
            ["a.rs", "b.rs", "c.rs"].map(|name| folder.join(name).display().to_string()).into();
        assert_eq!(knots, [expected]);
    }
}
