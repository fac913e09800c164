//! 17.3: futures with different outputs, joined by the macro and by the functions.

use taskscope_runtime::book as trpl;

pub(crate) fn main() {
    trpl::run(async {
        let number = async { 1u32 };
        let text = async { "two" };
        let truth = async { true };
        let (number, text, truth) = trpl::join!(number, text, truth);
        println!("{number} {text} {truth}");

        let (number, text, truth) = trpl::join3(async { 3u8 }, async { "four" }, async { false }).await;
        println!("{number} {text} {truth}");
    });
}
