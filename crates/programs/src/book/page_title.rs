//! The title of a page: an async function stops at its awaits, and goes on where it stopped.

use taskscope_runtime::{FetchError, SiteFile, fetch, named, println};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};

/// The demo on the Book's first async program.
pub(crate) static DEMO: Demo = Demo {
    slug: "page-title",
    title: "The title of a page",
    section: Section::Futures,
    watch: "Watch main stop and go on: each poll takes it from one await to the next, and never back to the start.",
    explanation: &[
        "A program asks a server for a page and prints its title. On the browser\u{2019}s clock it really fetches a \
         page of this site. On the virtual clock a stand-in serves the same page, in the times set below.",
        "An async function runs until it comes to an await whose future is not ready. There it returns to the \
         executor, and its local variables stay in its future. When the network wakes main, main is polled again, and goes \
         on there.",
        "So the compiler makes a state machine of it, with these states: not begun, at the first or second await, over. \
         The bars below main show which one it is in. A future that is ready at once is no stop: let the text take 0, \
         and there is one poll less.",
        "A thread would keep its stack and stand still at each of the two lines.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.1: futures and the async syntax",
            url: "https://doc.rust-lang.org/book/ch17-01-futures-and-syntax.html",
        },
        Link {
            label: "The reference: await expressions",
            url: "https://doc.rust-lang.org/reference/expressions/await-expr.html",
        },
    ],
    knobs: &[
        Knob::milliseconds("answer", 0..=2_000, 120, "how long the stand-in takes to answer"),
        Knob::milliseconds("text", 0..=2_000, 90, "how long its text is under way"),
        Knob::switch("has a title", true, "whether there is a title in the page"),
    ],
    variants: &[Variant::new("fetched", "Two awaits, one after the other.", |knobs| {
        Box::pin(fetched(knobs))
    })],
    view: View::on("main"),
    question: Question::new(
        "fetched",
        "There are two awaits on the way to the title: how often is main polled?",
        Answer::Polls("main"),
    ),
    tour: &[
        Stop::new(
            "fetched",
            Spot::Wait("main", 1),
            "First state: the answer is not there yet, so main waits at the first await.",
        ),
        Stop::new(
            "fetched",
            Spot::Line("the server answers", 1),
            "The second poll goes on behind the first await: nothing is done twice.",
        ),
        Stop::new("fetched", Spot::Wait("main", 2), "Second state: the text is still under way."),
        Stop::new(
            "fetched",
            Spot::RunEnd,
            "The last poll came to the end. Without a stop it would have been one poll.",
        ),
    ],
    source: &sources::PAGE_TITLE,
};

static PAGE: SiteFile = SiteFile::new("pages/rust.html", include_bytes!("../../../../www/pages/rust.html"));
static UNTITLED: SiteFile =
    SiteFile::new("pages/untitled.html", include_bytes!("../../../../www/pages/untitled.html"));

async fn fetched(knobs: Knobs) {
    let page = if knobs.is_on("has a title") { PAGE } else { UNTITLED };
    // Paces of the stand-in: on the browser's clock the site has its own.
    let page = page.answering_after(knobs.duration("answer")).taking(knobs.duration("text"));
    match page_title(page).await {
        Ok(Some(title)) => println!("the title is {title}"),
        Ok(None) => println!("there is no title"),
        Err(error) => println!("{error}"),
    }
}

async fn page_title(page: SiteFile) -> Result<Option<String>, FetchError> {
    let response = named("ask", fetch(page)).await?;
    println!("the server answers with status {}", response.status());

    let text = named("read", response.text()).await?;
    println!("{} letters have arrived", text.len());

    let title = text.split_once("<title>").and_then(|(_, behind)| behind.split_once("</title>"));
    Ok(title.map(|(title, _)| title.to_owned()))
}
