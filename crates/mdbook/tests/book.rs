//! Whole books, as mdBook hands them over.

#![allow(clippy::needless_raw_string_hashes)]

use std::fmt::Write as _;
use std::fs;

use expect_test::{Expect, expect};
use mdbook_preprocessor::parse_input;
use mdbook_taskscope::preprocess;
use serde_json::{Value, json};
use taskscope_gallery::{DEMOS, find};
use taskscope_session::Settings;
use taskscope_simulate::Simulate as _;
use taskscope_trace::Run;
use taskscope_trace::files::json_file;

/// The chapters of a book after it went through; or what was said against it.
fn chapters(renderer: &str, chapters: &[(&str, &str)]) -> Result<Vec<String>, String> {
    chapters_in("book", renderer, chapters)
}

/// The same for a book that lies in a folder.
fn chapters_in(root: &str, renderer: &str, chapters: &[(&str, &str)]) -> Result<Vec<String>, String> {
    let chapter = |(path, content): &(&str, &str)| {
        json!({ "Chapter": {
            "name": "A chapter", "content": content, "number": null, "sub_items": [], "path": path,
            "source_path": path, "parent_names": []
        } })
    };
    let items: Vec<Value> = chapters.iter().map(chapter).collect();
    let script = "https://example.org/scope/task-scope.js";
    let config = json!({ "preprocessor": { "taskscope": { "script": script } } });
    let context = json!({ "root": root, "config": config, "renderer": renderer, "mdbook_version": "0.5.4" });
    let input = json!([context, { "items": items }]).to_string();
    let (context, book) = parse_input(input.as_bytes()).expect("this is what mdBook writes");
    let book = preprocess(&context, book).map_err(|error| error.to_string())?;
    Ok(book.chapters().map(|chapter| chapter.content.clone()).collect())
}

fn html(content: &str) -> String {
    chapters("html", &[("sub/page.md", content)]).expect("it can be shown").concat()
}

/// The text without the insides of pictures, styles and scripts.
fn outline(text: &str) -> String {
    let mut text = text.to_owned();
    for name in ["svg", "style", "script"] {
        let (open, close) = (format!("<{name} "), format!("</{name}>"));
        let parts: Vec<&str> = text.split(&close).collect();
        let cut = |part: &str| {
            let begin = part.find(&open).or_else(|| part.find(&format!("<{name}>")));
            begin
                .and_then(|begin| part.get(..begin))
                .map_or(part.to_owned(), |before| format!("{before}<{name}/>"))
        };
        text = parts.into_iter().map(cut).collect();
    }
    text
}

fn check(text: &str, expected: &Expect) {
    expected.assert_eq(&outline(text));
}

#[test]
fn a_block_becomes_an_element_with_its_picture() {
    let text = html(
        "# Title\n\n```taskscope demo=counting variant=join knob-pause=20 axis=steps step=12 view=\"timeline source\"\n\
         Both <count>\n```\n\nOn.\n",
    );
    check(
        &text,
        &expect![[r##"
            # Title

            <figure class="taskscope"><style/><task-scope demo="counting" variant="join" knob-pause="20" axis="steps" step="12" view="timeline source" theme="auto" loading="lazy" style="--taskscope-height:420px"><svg/><pre class="taskscope-output">  0 ms  first says 1&#10;  0 ms  second says 1&#10; 20 ms  first says 2&#10; 20 ms  second says 2&#10; 40 ms  first says 3&#10; 40 ms  second says 3&#10; 60 ms  first says 4&#10; 60 ms  second says 4&#10; 80 ms  first says 5&#10;100 ms  first says 6&#10;120 ms  first says 7&#10;140 ms  first says 8&#10;160 ms  first says 9</pre><p class="taskscope-on"><a href="https://example.org/scope/?demo=counting&amp;variant=join&amp;axis=steps&amp;pause=20&amp;step=12">Open it in the playground</a></p></task-scope><figcaption>Both &lt;count&gt;</figcaption></figure>


            On.


            <script/>
        "##]],
    );
}

#[test]
fn a_poster_stands_on_one_line_with_the_sentences_before_its_question() {
    let text = html("# Title\n\n```taskscope demo=search-as-you-type view=\"timeline output\"\n```\n");
    let line = text.lines().find(|line| line.starts_with("<figure")).expect("there is one");
    let (shadow, read) = line.split_once("</template>").expect("there is a shadow root");
    assert!(shadow.contains("<link rel=\"stylesheet\" href=\"https://example.org/scope/task-scope.css\">"));
    let parts = |name: &str| shadow.matches(&format!("data-part=\"{name}\" ")).count();
    assert_eq!([parts("timeline"), parts("output"), parts("source")], [1, 1, 0]);
    assert_eq!(shadow.matches("class=\"poster\"").count(), 2, "as far as the question, and whole");
    let (before, whole) = read.split_once("slot=\"rest\"").expect("the rest is apart");
    assert!(before.contains("Which task is done last?") && !before.contains("the run ends"));
    assert!(whole.contains("the run ends") && line.ends_with("</figure>"));
}

#[test]
fn what_opens_otherwise_than_a_poster_has_a_picture_alone() {
    for settings in ["axis=steps", "step=3", "clock=browser", "view=full", "view=controls", "autoplay"] {
        let text = html(&format!("```taskscope demo=counting {settings}\n```\n"));
        assert!(!text.contains("<template") && text.contains("<svg "), "{settings}");
    }
    for settings in ["knob-pause=20", "policy=random seed=7", "autoplay loading=click", "theme=dark"] {
        let text = html(&format!("```taskscope demo=counting {settings}\n```\n"));
        assert!(text.contains("<template shadowrootmode=\"open\">"), "{settings}");
    }
}

#[test]
fn styles_and_script_stand_once_on_a_page_that_needs_them() {
    let block = "```taskscope demo=counting\n```\n";
    let pages = chapters("html", &[("a.md", &format!("{block}\n{block}")), ("b.md", "# None")]);
    let pages = pages.expect("they can be shown");
    let count = |page: &str, what: &str| page.matches(what).count();
    let [with, without] = pages.as_slice() else { panic!("there are two chapters") };
    // Posters have styles of their own.
    for (what, times) in [("<task-scope ", 2), ("<style>", 3), ("<script ", 1), ("<template ", 2)] {
        assert_eq!((what, count(with, what), count(without, what)), (what, times, 0));
    }
    assert_eq!(without, "# None");
}

#[test]
fn ids_differ_over_the_whole_book() {
    let block = "```taskscope demo=counting\n```\n";
    let pages = chapters("html", &[("a.md", &format!("{block}\n{block}")), ("b.md", block)]);
    let text = pages.expect("they can be shown").concat();
    let mut ids: Vec<&str> = text.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert!(all >= 6 && ids.len() == all, "{ids:?}");
}

#[test]
fn every_colour_of_a_picture_is_one_of_the_page() {
    let text = html("```taskscope demo=export-and-upload axis=steps\n```\n");
    let (style, picture) = text.split_once("</style>").expect("there is a style");
    let classes = picture.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let paints: Vec<&str> = classes
        .flat_map(str::split_whitespace)
        .filter(|class| class.starts_with("fill-") || class.starts_with("stroke-"))
        .collect();
    assert!(paints.len() > 10);
    for paint in paints {
        assert!(style.contains(&format!(".{paint}{{")), "the page has no {paint}");
        let (_, name) = paint.split_once('-').expect("it has a name");
        assert_eq!(style.matches(&format!("--taskscope-{name}:light-dark(")).count(), 1, "{name}");
    }
}

#[test]
fn other_renderers_get_words() {
    let pages =
        chapters("markdown", &[("a.md", "```taskscope demo=counting variant=join\nBoth count.\n```\n")]);
    check(
        &pages.expect("it can be shown").concat(),
        &expect![[r#"
            **Counting with spawn and join · join**

            Both count.

            ```text
              0 ms  first says 1
              0 ms  second says 1
            500 ms  first says 2
            500 ms  second says 2
               1 s  first says 3
               1 s  second says 3
             1.5 s  first says 4
             1.5 s  second says 4
               2 s  first says 5
             2.5 s  first says 6
               3 s  first says 7
             3.5 s  first says 8
               4 s  first says 9
            ```

        "#]],
    );
}

#[test]
fn all_that_is_wrong_is_told_at_once_with_its_place() {
    let error = chapters(
        "html",
        &[
            ("a.md", "One\n\n```taskscope demo=countin\n```\n\n```taskscope demo=counting step=99999\n```\n"),
            ("sub/b.md", "```taskscope demo=counting view=\"timeline\n```\n"),
        ],
    );
    check(
        &error.expect_err("nothing of it can be shown"),
        &expect![[r#"
        some blocks can't be shown:
          chapter “A chapter”, a.md, line 3: there is no demo `countin`; did you mean `counting`?
          chapter “A chapter”, a.md, line 6: the run has only 124 steps; there is no step 99999.
          chapter “A chapter”, sub/b.md, line 1: the value of `view` has no closing "."#]],
    );
}

#[test]
fn every_program_of_the_gallery_can_stand_in_a_book() {
    let mut text = String::new();
    let mut count = 0;
    for (demo, variant) in
        DEMOS.iter().flat_map(|demo| demo.variants.iter().map(move |variant| (demo, variant)))
    {
        writeln!(text, "```taskscope demo={} variant={}\n```\n", demo.slug, variant.name)
            .expect("it takes every text");
        count += 1;
    }
    let text = html(&text);
    let figures: Vec<&str> = text.split("<figure ").skip(1).collect();
    assert_eq!(figures.len(), count);
    for figure in figures {
        let is_drawn = figure.contains("class=\"poster\"") || figure.contains("<title ");
        assert!(is_drawn && figure.contains("class=\"fill-t0"), "{figure:.200}");
    }
}

#[test]
fn a_saved_run_has_its_picture_too() {
    let root = concat!(env!("CARGO_TARGET_TMPDIR"), "/saved");
    fs::create_dir_all(format!("{root}/src/runs")).expect("Cargo made the folder for this");
    let settings = Settings::of(find("counting").expect("it is in the gallery"));
    let mut run = Run::default();
    let recording = settings.variant.simulate(settings.knobs);
    run.append(recording.words()).expect("a recorder writes what its decoder reads");
    let file = json_file(run.trace(), &settings.origin());
    fs::write(format!("{root}/src/runs/count.json"), file).expect("the folder is there");
    let page = |block: &str| chapters_in(root, "html", &[("part/page.md", block)]);
    let text =
        page("```taskscope src=../runs/count.json view=timeline\n```\n").expect("it can be shown").concat();
    check(
        &text,
        &expect![[r#"
            <figure class="taskscope"><style/><task-scope src="../runs/count.json" view="timeline" theme="auto" loading="lazy" style="--taskscope-height:420px"><svg/><pre class="taskscope-output">  0 ms  second says 1&#10;  0 ms  first says 1&#10;500 ms  second says 2&#10;500 ms  first says 2&#10;   1 s  second says 3&#10;   1 s  first says 3&#10; 1.5 s  second says 4&#10; 1.5 s  first says 4&#10;   2 s  first says 5&#10; 2.5 s  first says 6&#10;   3 s  first says 7&#10; 3.5 s  first says 8&#10;   4 s  first says 9</pre><p class="taskscope-on"><a href="../runs/count.json" download>Download the recorded run</a></p></task-scope><figcaption>A recorded run.</figcaption></figure>



            <script/>
        "#]],
    );
    let error = |block: &str| page(block).expect_err("there is no such file");
    assert!(error("```taskscope src=count.json\n```").contains("can't be read"));
    assert!(error("```taskscope src=../../count.json\n```").contains("among the book's sources"));
}
