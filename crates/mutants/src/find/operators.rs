//! What an operator can be taken for.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "the enum of syn grows, and what is not known has no mutants"
)]

use syn::BinOp;

use crate::mutant::Kind;

/// The operator that replaces it in a mutant.
pub(super) fn neighbour(operator: &BinOp) -> Option<(Kind, &'static str)> {
    Some(match operator {
        BinOp::Lt(_) => (Kind::Comparison, "<="),
        BinOp::Le(_) => (Kind::Comparison, "<"),
        BinOp::Gt(_) => (Kind::Comparison, ">="),
        BinOp::Ge(_) => (Kind::Comparison, ">"),
        BinOp::Eq(_) => (Kind::Comparison, "!="),
        BinOp::Ne(_) => (Kind::Comparison, "=="),
        BinOp::And(_) => (Kind::Logic, "||"),
        BinOp::Or(_) => (Kind::Logic, "&&"),
        BinOp::Add(_) => (Kind::Arithmetic, "-"),
        BinOp::Sub(_) | BinOp::Mul(_) => (Kind::Arithmetic, "+"),
        BinOp::Div(_) => (Kind::Arithmetic, "*"),
        BinOp::Rem(_) => (Kind::Arithmetic, "/"),
        BinOp::BitAnd(_) | BinOp::BitXor(_) => (Kind::Arithmetic, "|"),
        BinOp::BitOr(_) => (Kind::Arithmetic, "&"),
        BinOp::Shl(_) => (Kind::Arithmetic, ">>"),
        BinOp::Shr(_) => (Kind::Arithmetic, "<<"),
        BinOp::AddAssign(_) => (Kind::Arithmetic, "-="),
        BinOp::SubAssign(_) | BinOp::MulAssign(_) => (Kind::Arithmetic, "+="),
        BinOp::DivAssign(_) => (Kind::Arithmetic, "*="),
        BinOp::BitAndAssign(_) => (Kind::Arithmetic, "|="),
        BinOp::BitOrAssign(_) => (Kind::Arithmetic, "&="),
        _ => return None,
    })
}
