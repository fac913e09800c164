//! The modules of a crate as syn reads them: which file each is in, what it declares, and where a path leads.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::slice;

use syn::{Attribute, Expr, ExprLit, Item, ItemMod, Lit, Meta, UseTree, Visibility};

/// A crate, its modules in the order in which they are declared.
pub(crate) struct Modules {
    pub(crate) modules: Vec<Module>,
    /// The files, each with its syntax.
    pub(crate) files: Vec<(PathBuf, syn::File)>,
}

/// A file or a block.
pub(crate) struct Module {
    /// Which file it is in.
    pub(crate) file: usize,
    pub(crate) parent: Option<usize>,
    children: BTreeMap<String, usize>,
    items: BTreeSet<String>,
    uses: Vec<Import>,
}

/// One name that a `use` brings.
#[derive(Clone)]
pub(crate) struct Import {
    /// What it is called here; `None` for all that is there.
    pub(crate) name: Option<String>,
    pub(crate) path: Vec<String>,
}

impl Modules {
    /// Reads a crate from its root, `lib.rs` or `main.rs`.
    pub(crate) fn read(root: &Path) -> Self {
        let mut modules = Self { modules: Vec::new(), files: Vec::new() };
        let folder = root.parent().expect("a file is in a folder").to_owned();
        modules.add_file(root, &folder, None);
        modules
    }

    fn add_file(&mut self, path: &Path, folder: &Path, parent: Option<usize>) -> usize {
        let text = fs::read_to_string(path).unwrap_or_else(|_| panic!("{} can't be read", path.display()));
        let syntax = syn::parse_file(&text).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        let (items, file) = (syntax.items.clone(), self.files.len());
        self.files.push((path.to_owned(), syntax));
        self.add(file, &items, folder, parent)
    }

    /// Adds a module whose own modules are in `folder`.
    fn add(&mut self, file: usize, items: &[Item], folder: &Path, parent: Option<usize>) -> usize {
        let index = self.modules.len();
        let (children, declared, uses) = (BTreeMap::new(), BTreeSet::new(), Vec::new());
        self.modules.push(Module { file, parent, children, items: declared, uses });
        for item in items {
            if let Item::Mod(module) = item {
                if !is_test(&module.attrs) {
                    let child = self.add_child(file, module, folder, index);
                    self.modules[index].children.insert(module.ident.to_string(), child);
                }
            } else if let Item::Use(item) = item {
                self.modules[index].uses.extend(imports(&item.tree));
            } else {
                self.modules[index].items.extend(name_of(item));
            }
        }
        index
    }

    fn add_child(&mut self, file: usize, module: &ItemMod, folder: &Path, parent: usize) -> usize {
        let name = module.ident.to_string();
        let own = folder.join(&name);
        if let Some((_, items)) = &module.content {
            return self.add(file, items, &own, Some(parent));
        }
        let named = path_of(&module.attrs).map(|path| self.files[file].0.with_file_name(path));
        let places = [folder.join(format!("{name}.rs")), own.join("mod.rs")];
        let path = named.into_iter().chain(places).find(|path| path.is_file());
        let path = path.unwrap_or_else(|| panic!("{}: no file of `mod {name}`", folder.display()));
        self.add_file(&path, &own, Some(parent))
    }

    /// The file in which what a path names is declared, also where others hand it on; `None` for what is not of this crate.
    pub(crate) fn file_of(&self, from: usize, path: &[String]) -> Option<usize> {
        self.resolve(from, path, 0).map(|module| self.modules[module].file)
    }

    /// Whether a module is within another one, at any depth.
    pub(crate) fn is_within(&self, module: usize, outer: usize) -> bool {
        self.modules[module].parent.is_some_and(|parent| parent == outer || self.is_within(parent, outer))
    }

    /// The module that declares it. A path that is longer than `depth` steps of handing on leads in a circle.
    fn resolve(&self, from: usize, path: &[String], depth: usize) -> Option<usize> {
        let (first, rest) = path.split_first().filter(|_| depth < 16)?;
        match first.as_str() {
            "crate" => self.walk(0, rest, depth),
            "self" => self.walk(from, rest, depth),
            "super" => self.walk(self.modules[from].parent?, rest, depth),
            name => self.is_known(from, name).then(|| self.walk(from, path, depth))?,
        }
    }

    fn is_known(&self, module: usize, name: &str) -> bool {
        let module = &self.modules[module];
        let is_imported = module.uses.iter().any(|import| import.name.as_deref() == Some(name));
        module.children.contains_key(name) || module.items.contains(name) || is_imported
    }

    fn walk(&self, module: usize, path: &[String], depth: usize) -> Option<usize> {
        let Some((first, rest)) = path.split_first() else { return Some(module) };
        if first == "super" {
            return self.walk(self.modules[module].parent?, rest, depth);
        }
        let Module { children, items, uses, .. } = &self.modules[module];
        if let Some(child) = children.get(first) {
            return self.walk(*child, rest, depth);
        }
        if items.contains(first) {
            return Some(module);
        }
        if let Some(import) = uses.iter().find(|import| import.name.as_ref() == Some(first)) {
            return self.resolve(module, &[&import.path[..], rest].concat(), depth + 1);
        }
        let globs = uses.iter().filter(|import| import.name.is_none());
        let found = globs
            .filter_map(|import| self.resolve(module, &import.path, depth + 1))
            .find(|target| *target != module && self.is_known(*target, first));
        found.map_or(Some(module), |target| self.walk(target, path, depth + 1))
    }
}

/// What a `use` brings, name by name.
pub(crate) fn imports(tree: &UseTree) -> Vec<Import> {
    match tree {
        UseTree::Path(path) => {
            let first = path.ident.to_string();
            let outer = |Import { name, path }: Import| {
                let is_itself = path.is_empty() && name.is_some();
                let name = if is_itself { Some(first.clone()) } else { name };
                Import { name, path: [slice::from_ref(&first), &path].concat() }
            };
            imports(&path.tree).into_iter().map(outer).collect()
        }
        // `{self}`: the name before it.
        UseTree::Name(name) if name.ident == "self" => {
            vec![Import { name: Some(name.ident.to_string()), path: Vec::new() }]
        }
        UseTree::Name(name) => {
            let name = name.ident.to_string();
            vec![Import { name: Some(name.clone()), path: vec![name] }]
        }
        UseTree::Rename(rename) => {
            vec![Import { name: Some(rename.rename.to_string()), path: vec![rename.ident.to_string()] }]
        }
        UseTree::Glob(_) => vec![Import { name: None, path: Vec::new() }],
        UseTree::Group(group) => group.items.iter().flat_map(imports).collect(),
    }
}

/// Whether a `use` hands on what it names.
pub(crate) fn is_handed_on(visibility: &Visibility) -> bool {
    !matches!(visibility, Visibility::Inherited)
}

/// Whether something is there in tests only.
pub(crate) fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        Meta::Path(_) | Meta::NameValue(_) => false,
    })
}

/// The file that `#[path = "…"]` names.
fn path_of(attributes: &[Attribute]) -> Option<String> {
    attributes.iter().find_map(|attribute| {
        let pair = attribute.meta.require_name_value().ok().filter(|pair| pair.path.is_ident("path"))?;
        let Expr::Lit(ExprLit { lit: Lit::Str(path), .. }) = &pair.value else { return None };
        Some(path.value())
    })
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "of syn's kinds of items, which grow, those without a name"
)]
fn name_of(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}
