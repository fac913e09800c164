//! 17.1: an async function is called, and `block_on` waits for what it returns.

use taskscope_runtime::book as trpl;

async fn longest_word(text: &str) -> Option<&str> {
    trpl::yield_now().await;
    text.split_whitespace().max_by_key(|word| word.len())
}

pub(crate) fn main() {
    let text = String::from("a future waits to be polled");
    let longest = trpl::block_on(async {
        println!("asking");
        // Borrows from `main`, outside the future.
        longest_word(&text).await
    });
    match longest {
        Some(word) => println!("the longest word is {word}"),
        None => println!("there is no word"),
    }
}
