//! 17.1: the title of a page.

use taskscope_runtime::book as trpl;
use trpl::Html;

async fn title_of(address: &str) -> Option<String> {
    let answer = trpl::get(address).await;
    let text = answer.text().await;
    Html::parse(&text).select_first("title").map(|title| title.inner_html())
}

pub(crate) fn main() {
    trpl::block_on(async {
        let address = "https://doc.rust-lang.org/book/";
        match title_of(address).await {
            Some(title) => println!("{address} is called {title}"),
            None => println!("{address} has no title"),
        }
    });
}
