//! 17.1: two pages, and the one that is there first.

use taskscope_runtime::book as trpl;
use trpl::{Either, Html};

async fn title_of(address: &str) -> (&str, Option<String>) {
    let text = trpl::get(address).await.text().await;
    let title = Html::parse(&text).select_first("title").map(|title| title.inner_html());
    (address, title)
}

pub(crate) fn main() {
    trpl::block_on(async {
        let left = title_of("https://www.rust-lang.org");
        let right = title_of("https://crates.io");
        let (address, title) = match trpl::select(left, right).await {
            Either::Left(left) => left,
            Either::Right(right) => right,
        };
        println!("{address} came first");
        match title {
            Some(title) => println!("its title is {title}"),
            None => println!("it has no title"),
        }
    });
}
