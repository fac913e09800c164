//! `mdbook-taskscope`, as mdBook calls it: a book comes in, the same book with our elements goes out.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use lexopt::{Arg, Parser, ValueExt as _};
use mdbook_preprocessor::parse_input;
use mdbook_taskscope::{Site, install, preprocess};

const HELP: &str = "\
Turns ```taskscope blocks of a book into <task-scope> elements, each with a picture of its run.

mdbook-taskscope                        reads a book from mdBook, and writes it back
mdbook-taskscope supports RENDERER      whether it knows a renderer: elements for html, words for others
mdbook-taskscope install [BOOK] --site FOLDER [--all]
                                        adds its section to BOOK/book.toml; what the book's demos need of the
                                        built site in FOLDER, which is meant from BOOK, is copied into the
                                        book; with --all, the whole site with its playground
mdbook-taskscope install [BOOK] --script ADDRESS
                                        the same with the address of a task-scope.js
";

fn main() -> ExitCode {
    match called(Parser::from_env()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(&format!("mdbook-taskscope: {error:#}\n"));
            ExitCode::FAILURE
        }
    }
}

fn called(mut parser: Parser) -> Result<()> {
    match parser.next()? {
        None => filter(),
        Some(Arg::Value(word)) if word == "supports" => Ok(()),
        Some(Arg::Value(word)) if word == "install" => print(&format!("{}\n", installed(parser)?)),
        Some(Arg::Short('h') | Arg::Long("help")) => print(HELP),
        Some(Arg::Value(word)) if word == "help" => print(HELP),
        Some(Arg::Short('V') | Arg::Long("version")) => {
            print(concat!("mdbook-taskscope ", env!("CARGO_PKG_VERSION"), "\n"))
        }
        Some(other) => bail!("{}; `mdbook-taskscope help` shows what there is", other.unexpected()),
    }
}

fn filter() -> Result<()> {
    let (context, book) = parse_input(io::stdin().lock())
        .context("mdBook starts this program by itself; `mdbook-taskscope help` tells the rest")?;
    let book = preprocess(&context, book)?;
    serde_json::to_writer(io::stdout().lock(), &book).context("the book can't be handed back")
}

fn installed(mut parser: Parser) -> Result<String> {
    let (mut book, mut site, mut is_whole) = (PathBuf::from("."), None, false);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("site") => site = Some(Site::Folder(parser.value()?.into())),
            Arg::Long("script") => site = Some(Site::Script(parser.value()?.string()?)),
            Arg::Long("all") => is_whole = true,
            Arg::Value(folder) => book = folder.into(),
            other @ (Arg::Short(_) | Arg::Long(_)) => return Err(other.unexpected().into()),
        }
    }
    let site = match site.context("say where the element comes from: --site FOLDER or --script ADDRESS")? {
        Site::Folder(folder) if is_whole => Site::Whole(folder),
        Site::Script(_) if is_whole => bail!("--all goes with --site; nothing is copied of a --script"),
        site @ (Site::Folder(_) | Site::Whole(_) | Site::Script(_)) => site,
    };
    install(&book, &site)
}

fn print(text: &str) -> Result<()> {
    io::stdout().write_all(text.as_bytes()).context("nobody listens")
}

fn report(text: &str) {
    // If even this can't be written, the exit status has to do.
    drop(io::stderr().write_all(text.as_bytes()));
}
