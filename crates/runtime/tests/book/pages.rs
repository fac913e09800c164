//! Listings that load pages of the web.

use expect_test::expect;

use crate::listings;
use crate::printing::check;

#[test]
fn page_title() {
    check(
        "pages::page_title",
        listings::page_title::main,
        &expect![[r"
        https://doc.rust-lang.org/book/ is called https://doc.rust-lang.org/book/
    "]],
    );
}

#[test]
fn first_page() {
    check(
        "pages::first_page",
        listings::first_page::main,
        &expect![[r"
        https://www.rust-lang.org came first
        its title is https://www.rust-lang.org
    "]],
    );
}
