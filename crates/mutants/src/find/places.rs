//! Walks over the syntax of a file and collects its mutants.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "the enums of syn grow, and what is not known has no mutants"
)]

use std::collections::HashMap;

use quote::ToTokens;
use syn::{
    Arm, Attribute, BinOp, Block, Expr, ExprBinary, ExprMatch, ExprRepeat, ExprUnary, ImplItem, Item, ItemFn,
    Lit, Pat, ReturnType, Signature, Stmt, TraitItem, Type, UnOp,
    spanned::Spanned,
    visit::{self, Visit},
};

use super::{body, operators};
use crate::mutant::{Edit, Kind, Mutant};

/// What is compiled only where no native test runs, or is a test itself.
const ELSEWHERE: [&str; 4] = ["test", "wasm32", "miri", "taskscope_plain_cells"];

/// The mutants found so far, and where the walk is.
pub(super) struct Places {
    file: String,
    mutants: Vec<Mutant>,
    /// Modules, types and functions, from the outermost.
    path: Vec<String>,
    seen: HashMap<String, usize>,
}

impl Places {
    pub(super) fn new(file: &str) -> Self {
        Self { file: file.to_owned(), mutants: Vec::new(), path: Vec::new(), seen: HashMap::new() }
    }

    pub(super) fn into_mutants(self) -> Vec<Mutant> {
        self.mutants
    }

    fn add(&mut self, node: &(impl Spanned + ToTokens), kind: Kind, edit: Edit) {
        let span = node.span();
        let mut mutant = Mutant {
            file: self.file.clone(),
            function: self.path.join("::"),
            line: span.start().line,
            kind,
            original: node.to_token_stream().to_string(),
            edit,
            range: span.byte_range(),
            occurrence: 0,
        };
        let same = self.seen.entry(mutant.id()).or_default();
        mutant.occurrence = *same;
        *same += 1;
        self.mutants.push(mutant);
    }

    fn within(&mut self, name: String, visit: impl FnOnce(&mut Self)) {
        self.path.push(name);
        visit(self);
        self.path.pop();
    }

    fn function(&mut self, signature: &Signature, block: &Block) {
        if signature.constness.is_some() {
            return;
        }
        self.within(signature.ident.to_string(), |places| {
            if !block.stmts.is_empty() {
                places.body(signature, block);
            }
            let is_unit = matches!(signature.output, ReturnType::Default);
            places.statements(block, is_unit);
        });
    }

    /// What the function may give at once.
    fn body(&mut self, signature: &Signature, block: &Block) {
        let after_brace = block.brace_token.span.open().byte_range().end;
        for constant in body::constants(&signature.output) {
            self.add(&signature.ident, Kind::Body, Edit::Returned(constant));
            if let Some(mutant) = self.mutants.last_mut() {
                mutant.range = after_brace..after_brace;
            }
        }
    }

    /// The statements of a block; `is_unit` says that its value is not used.
    fn statements(&mut self, block: &Block, is_unit: bool) {
        let count = block.stmts.len();
        for (index, statement) in block.stmts.iter().enumerate() {
            let is_last = index + 1 == count;
            if let Stmt::Expr(expr, semicolon) = statement {
                let has_no_value = semicolon.is_some() || !is_last || is_unit;
                if semicolon.is_some() && acts(expr) || has_no_value && is_optional(expr) {
                    self.add(statement, Kind::Statement, Edit::LeftOut);
                }
                if let Expr::Match(of) = expr
                    && has_no_value
                {
                    self.arms(of);
                }
            }
            self.visit_stmt(statement);
        }
    }

    /// The arms of a `match` without a value.
    fn arms(&mut self, of: &ExprMatch) {
        for arm in &of.arms {
            if acts(&arm.body) {
                self.add(&arm.body, Kind::Statement, Edit::LeftOut);
            }
        }
    }

    fn condition(&mut self, condition: &Expr, kind: Kind, can_be_true: bool) {
        if has_let(condition) || matches!(condition, Expr::Lit(_)) {
            return;
        }
        if can_be_true {
            self.add(condition, kind, Edit::AlwaysTrue);
        }
        self.add(condition, kind, Edit::AlwaysFalse);
    }
}

impl<'ast> Visit<'ast> for Places {
    fn visit_item(&mut self, item: &'ast Item) {
        match item {
            Item::Fn(ItemFn { attrs, .. }) if is_elsewhere(attrs) => {}
            Item::Fn(function) => self.function(&function.sig, &function.block),
            Item::Impl(of) if !is_elsewhere(&of.attrs) => {
                let self_type = of.self_ty.to_token_stream().to_string();
                let interface = of.trait_.as_ref().map(|(_, path, _)| path.to_token_stream().to_string());
                if interface.as_deref().is_some_and(|name| name.ends_with("Debug")) {
                    return;
                }
                let name = interface.map_or(self_type.clone(), |name| format!("{name} for {self_type}"));
                self.within(name, |places| visit::visit_item_impl(places, of));
            }
            Item::Trait(of) => {
                self.within(of.ident.to_string(), |places| visit::visit_item_trait(places, of));
            }
            Item::Mod(of) if !is_elsewhere(&of.attrs) => {
                self.within(of.ident.to_string(), |places| visit::visit_item_mod(places, of));
            }
            _ => {}
        }
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        if let ImplItem::Fn(function) = item
            && !is_elsewhere(&function.attrs)
        {
            self.function(&function.sig, &function.block);
        }
    }

    fn visit_trait_item(&mut self, item: &'ast TraitItem) {
        if let TraitItem::Fn(function) = item
            && let Some(block) = &function.default
        {
            self.function(&function.sig, block);
        }
    }

    fn visit_block(&mut self, block: &'ast Block) {
        self.statements(block, false);
    }

    fn visit_stmt(&mut self, statement: &'ast Stmt) {
        if let Stmt::Local(local) = statement
            && is_elsewhere(&local.attrs)
        {
            return;
        }
        visit::visit_stmt(self, statement);
    }

    fn visit_expr(&mut self, expr: &'ast Expr) {
        match expr {
            Expr::Binary(binary) => self.binary(binary),
            Expr::Unary(ExprUnary { op: UnOp::Not(_), expr: operand, .. }) => {
                self.add(expr, Kind::Negation, Edit::Replaced(operand.to_token_stream().to_string()));
            }
            Expr::Lit(literal) => {
                if let Lit::Int(number) = &literal.lit
                    && let Ok(value) = number.base10_parse::<u128>()
                {
                    let suffix = number.suffix();
                    self.add(expr, Kind::Number, Edit::Replaced(format!("{}{suffix}", value + 1)));
                    if let Some(less) = value.checked_sub(1) {
                        self.add(expr, Kind::Number, Edit::Replaced(format!("{less}{suffix}")));
                    }
                }
            }
            Expr::If(of) => self.condition(&of.cond, Kind::Condition, true),
            Expr::While(of) => self.condition(&of.cond, Kind::Condition, false),
            Expr::Const(_) => return,
            _ => {}
        }
        visit::visit_expr(self, expr);
    }

    fn visit_arm(&mut self, arm: &'ast Arm) {
        if let Some((_, guard)) = &arm.guard {
            self.condition(guard, Kind::Guard, true);
        }
        visit::visit_arm(self, arm);
    }

    fn visit_expr_repeat(&mut self, repeat: &'ast ExprRepeat) {
        self.visit_expr(&repeat.expr);
    }

    // The numbers in these are constants.
    fn visit_type(&mut self, _: &'ast Type) {}
    fn visit_pat(&mut self, _: &'ast Pat) {}
    fn visit_attribute(&mut self, _: &'ast Attribute) {}
    fn visit_generic_argument(&mut self, _: &'ast syn::GenericArgument) {}
}

impl Places {
    fn binary(&mut self, binary: &ExprBinary) {
        let ExprBinary { left, op, right, .. } = binary;
        let is_chain = matches!(op, BinOp::And(_)) && (has_let(left) || has_let(right));
        let Some((kind, other)) = operators::neighbour(op).filter(|_| !is_chain) else { return };
        let [left, right] = [left, right].map(|side| match &**side {
            simple
            @ (Expr::Path(_) | Expr::Lit(_) | Expr::Field(_) | Expr::MethodCall(_) | Expr::Call(_)) => {
                simple.to_token_stream().to_string()
            }
            other => format!("({})", other.to_token_stream()),
        });
        self.add(binary, kind, Edit::Replaced(format!("{left} {other} {right}")));
    }
}

/// Whether the expression does something, and the code may compile without it.
fn acts(expr: &Expr) -> bool {
    match expr {
        Expr::Binary(ExprBinary { op, .. }) => {
            matches!(
                op,
                BinOp::AddAssign(_) | BinOp::SubAssign(_) | BinOp::MulAssign(_) | BinOp::DivAssign(_)
            ) || matches!(op, BinOp::BitAndAssign(_) | BinOp::BitOrAssign(_) | BinOp::BitXorAssign(_))
        }
        Expr::Try(of) => acts(&of.expr),
        Expr::Call(_) | Expr::MethodCall(_) | Expr::Assign(_) | Expr::Await(_) | Expr::Continue(_) => true,
        Expr::Return(of) => of.expr.is_none(),
        _ => false,
    }
}

/// Whether the expression may do nothing: a loop, or an `if let` without `else`.
fn is_optional(expr: &Expr) -> bool {
    match expr {
        Expr::ForLoop(_) => true,
        Expr::While(of) => has_let(&of.cond),
        Expr::If(of) => of.else_branch.is_none() && has_let(&of.cond),
        _ => false,
    }
}

/// Whether it is a chain with a `let`, which is no expression.
fn has_let(condition: &Expr) -> bool {
    match condition {
        Expr::Let(_) => true,
        Expr::Binary(binary) => has_let(&binary.left) || has_let(&binary.right),
        _ => false,
    }
}

fn is_elsewhere(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let text = attribute.to_token_stream().to_string();
        let is_condition = attribute.path().is_ident("cfg") && !text.contains("not");
        attribute.path().is_ident("test") || is_condition && ELSEWHERE.iter().any(|name| text.contains(name))
    })
}
