//! The title of a page: an async function stops at its awaits, and goes on where it stopped.

use taskscope_runtime::{FetchError, SiteFile, fetch, named, println};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] = &[Main::new("fetched", |knobs| Box::pin(fetched(knobs)))];

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
