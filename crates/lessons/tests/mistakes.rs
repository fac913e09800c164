//! What is said about each mistake in a lesson: its line, and one sentence with a next step.

use taskscope_lessons::Lesson;

#[path = "support/mod.rs"]
mod support;

/// Puts `to` in the place of `from` in a good lesson. The mistake is in the line of `to`.
fn check(from: &str, to: &str, sentence: &str) {
    let (before, after) = support::GOOD.split_once(from).expect("it is in the lesson");
    check_text(&format!("{before}{to}{after}"), 1 + before.matches('\n').count(), sentence);
}

fn check_text(text: &str, line: usize, sentence: &str) {
    let mistake = Lesson::read(text).expect_err("there is a mistake");
    assert_eq!(mistake.to_string(), format!("line {line}: {sentence}"));
}

#[test]
fn a_lesson_has_a_head_between_fences() {
    check_text("# Title\n", 1, "a lesson begins with a line `+++`: write its head between two of them");
    check_text("", 1, "a lesson begins with a line `+++`: write its head between two of them");
    check_text("+++\nsection = \"a\"\n\n# Title\n", 1, "the head has no end: write a line `+++` below it");
}

#[test]
fn the_head_is_toml() {
    check(
        "place = 15",
        "place = = 15",
        "the head is not TOML here (extra `=`, expected nothing); https://toml.io says how it is written",
    );
    check(
        "place = 15",
        "section = \"twice\"",
        "the head is not TOML here (duplicate key); https://toml.io says how it is written",
    );
}

#[test]
fn a_key_that_nothing_reads_is_refused() {
    check(
        "place = 15",
        "plaice = 15",
        "the head has no `plaice`: take it out, or write what it has: `section`, `place`, `clock`, `selected`, `folded`, \
         `knobs`, `variants`, `allowed` and `question`",
    );
    check(
        "hint = \"how long",
        "hnt = \"how long",
        "a knob has no `hnt`: take it out, or write what it has: `name`, `milliseconds`, `count`, `switch`, `default` and `hint`",
    );
}

#[test]
fn what_has_to_be_there_is_asked_for() {
    let without = |lines: &str| support::GOOD.replacen(lines, "", 1);
    check_text(
        &without("section = \"blocking\"\n"),
        2,
        "the head has no `section`: add it, a text in quotation marks",
    );
    check_text(
        &without("says = \"Never yields.\"\n"),
        25,
        "a variant has no `says`: add it, a text in quotation marks",
    );
    check_text(
        &without("default = 20\n"),
        9,
        "a knob that is no switch has a `default`: add it, a whole number",
    );
    check_text(
        &support::GOOD.replace("[question]", "[[allowed]]"),
        48,
        "what is allowed has no `answer`: take it out, or write what it has: `variants`, `finds` and `because`",
    );
}

#[test]
fn values_are_of_their_types() {
    check(
        "section = \"blocking\"",
        "section = 3",
        "`section` of the head has to be a text in quotation marks",
    );
    check("place = 15", "place = -15", "`place` of the head has to be a whole number");
    check(
        "folded = [\"main\"]",
        "folded = \"main\"",
        "`folded` of the head has to be a list of texts, such as [\"main\"]",
    );
    check("switch = true", "switch = 1", "`switch` of a knob has to be true or false");
    check(
        "milliseconds = [1, 40]",
        "milliseconds = [40, 1]",
        "`milliseconds` of a knob has to be two whole numbers, the least and the most, such as [1, 40]",
    );
    check("[question]", "[[question]]", "`question` of the head has to be a table `[question]`");
    check(
        "clock = \"browser\"",
        "clock = \"wall\"",
        "no clock is called `wall`: write `virtual` or `browser`",
    );
}

#[test]
fn a_knob_has_one_kind_and_a_default_in_its_range() {
    let one = "a knob has one of `milliseconds`, `count` and `switch`: write the one that it is";
    check_text(&support::GOOD.replace("switch = true", "switch = true\ncount = [1, 2]"), 21, one);
    check_text(&support::GOOD.replace("switch = true\n", ""), 21, one);
    check_text(
        &support::GOOD.replace("default = 20", "default = 41"),
        9,
        "the default 41 is not from 1 to 40: change it or the range",
    );
    check_text(
        &support::GOOD.replace("switch = true", "switch = true\ndefault = 1"),
        21,
        "a switch needs no `default`: `switch` says whether it is on at first",
    );
}

#[test]
fn names_are_there_once() {
    check("\"parts\"", "\"link delay\"", "a second knob is called `link delay`: rename it");
    check("\"fixed\"", "\"bad\"", "a second variant is called `bad`: rename it");
}

#[test]
fn a_lesson_has_at_most_four_knobs_and_at_least_one_variant() {
    let more = "[[knobs]]\nname = \"a\"\nswitch = true\nhint = \"b\"\n\n[[knobs]]\nname = \"c\"\nswitch = true\nhint = \"d\"\n\n";
    check_text(
        &support::GOOD.replacen("[[variants]]", &format!("{more}[[variants]]"), 1),
        31,
        "a lesson has at most 4 knobs: leave out the least useful",
    );
    check_text(
        "+++\nsection = \"any\"\n+++\n",
        2,
        "a lesson has at least one variant: add a table `[[variants]]`",
    );
}

#[test]
fn what_is_about_a_variant_names_one() {
    let there = "there is `bad` and `fixed`";
    check("variant = \"bad\"", "variant = \"worse\"", &format!("no variant is called `worse`: {there}"));
    check("[\"fixed\"]", "[\"worse\"]", &format!("no variant is called `worse`: {there}"));
    check("Tour of `fixed`", "Tour of `worse`", &format!("no variant is called `worse`: {there}"));
    check_text(
        &support::GOOD.replace("variants = [\"fixed\"]", "variants = []"),
        40,
        "what is allowed is so in some variants: name them as `variants`",
    );
}

#[test]
fn spots_and_answers_are_phrases() {
    check(
        "`ready \"upload\"`",
        "`redy \"upload\"`",
        "`redy` is no spot: write one of `spawned`, `ready`, `poll`, `wait`, `work`, `end`, `future-poll`, `future-woken`, \
         `future-dropped`, `timer`, `line`, `finding` and `run-end`",
    );
    check(
        "'next-polled ready \"upload\" 2'",
        "\"often\"",
        "`often` is no answer: write one of `ends`, `line`, `lines`, `takes`, `first-over`, `last-over`, `next-polled` and \
         `polls`",
    );
    check(
        "`ready \"upload\"`",
        "`ready 2`",
        "`ready` needs a name in quotation marks, such as `ready \"upload\"`: add it",
    );
    check(
        "`ready \"upload\"`",
        "`ready upload`",
        "`upload` is no count: write a number from 1, and names in quotation marks before it",
    );
    check(
        "`ready \"upload\"`",
        "`ready \"upload\" 0`",
        "`0` is no count: write a number from 1, and names in quotation marks before it",
    );
    check("`ready \"upload\"`", "`end \"upload\" 2`", "`end` happens once: take the number out");
    check("`ready \"upload\"`", "`timer \"upload\"`", "`timer` takes no name: write a number only");
    check("`run-end`", "`run-end 2`", "`run-end` takes nothing after it: take the rest out");
    check(
        "'next-polled ready \"upload\" 2'",
        "\"next-polled\"",
        "`next-polled` needs a spot, such as `next-polled ready \"upload\" 2`: add it",
    );
}

#[test]
fn the_body_has_its_order() {
    check_text(
        &support::GOOD.replace("# Export and upload\n", ""),
        50,
        "the text begins with the lesson's title: write it as `# Title`",
    );
    let (before, _) = support::GOOD.split_once("Exporting is").expect("it is there");
    check_text(before, 51, "below the title comes the explanation: add a paragraph");
    check(
        "## Tour of `fixed`",
        "## Afterwards",
        "no part has this heading: write “Tour of `NAME`”, of a variant, or “Read on”",
    );
    check(
        "## Read on\n",
        "And so on.\n",
        "below the explanation are lists under headings: put it above, or into the list of a tour or of links",
    );
}

#[test]
fn items_have_their_form() {
    let stop = "a stop is a spot and a sentence: write it as “`poll \"upload\" 2`: `upload` …”";
    check("`run-end`: It is", "It is", stop);
    check("`run-end`: It is", "`run-end` It is", stop);
    check(
        "[The Book](",
        "See [The Book](",
        "here is a link and nothing else: write it as `[what is there](https://…)`",
    );
    check_text(
        &support::GOOD.replace("\n\n## Read on", "\n  - And so on.\n\n## Read on"),
        69,
        "a lesson has titles, paragraphs, lists and links, and nothing else of Markdown or HTML: write it in words, or put a \
         backslash before the character",
    );
}

#[test]
fn a_sentence_marks_names_and_code_and_nothing_else() {
    let link = "a link inside a sentence isn't shown: put it under “Read on”";
    check("Uploading is waiting.", "[Uploading](https://a.b) is waiting.", link);
    check("`run-end`: It is over.", "`run-end`: [It](https://a.b) is over.", link);
    let other = "a backtick marks a name or code: write no other";
    check("Uploading is waiting.", "\\`Uploading is waiting.", other);
    let code = "a name or code has letters and no backticks: mend what is marked";
    check("Uploading is waiting.", "`` a ` `` is waiting.", code);
    let partner = "a backtick has no partner: write one on each side of a name or code";
    check("Never yields.", "`Never yields.", partner);
    check("`upload` runs between", "`` runs between", partner);
    check("Which task is polled next?", "Which `task is polled next?", partner);
    check(
        "# Export and upload",
        "# Export and `upload`",
        "the title is shown as it is: write it without code and links",
    );
    let other = "a lesson has titles, paragraphs, lists and links, and nothing else of Markdown or HTML: write it in words, or \
                 put a backslash before the character";
    for to in
        ["*Uploading* is waiting.", "Uploading<br>is waiting.", "> Uploading", "```\nUploading\n```", "---"]
    {
        check("Uploading is waiting.", to, other);
    }
}
