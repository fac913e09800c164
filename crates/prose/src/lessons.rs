//! The texts of the lessons.

use std::{fs, path::Path};

use anyhow::{Context as _, Result, anyhow};
use taskscope_lessons::{Lesson, Text as Piece};

use crate::text::{Kind, Text};

pub(crate) fn texts(root: &Path) -> Result<Vec<Text>> {
    let folder = root.join("lessons");
    let entries = fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    let mut texts = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let lesson = Lesson::read(&text).map_err(|mistake| anyhow!("lessons/{name}, {mistake}"))?;
        texts.extend(of_lesson(&format!("lessons/{name}"), &lesson));
    }
    Ok(texts)
}

fn of_lesson<'a>(file: &'a str, lesson: &'a Lesson) -> impl Iterator<Item = Text> + 'a {
    let text = move |kind: Kind, piece: &Piece| Text::of_prose(format!("{file}:{}", piece.line), kind, piece);
    let variants = &lesson.variants;
    let others = lesson.explanation.iter().chain(lesson.tour.iter().map(|stop| &stop.says));
    let others = others.chain(variants.iter().map(|variant| &variant.says));
    let others = others.chain(lesson.knobs.iter().map(|knob| &knob.hint));
    let others = others.chain(lesson.allowed.iter().map(|allowed| &allowed.because)).chain([&lesson.title]);
    let watch = variants.iter().map(move |variant| text(Kind::Watch, &variant.watch));
    let question = [text(Kind::Question, &lesson.question.asks)];
    watch.chain(question).chain(others.map(move |piece| text(Kind::Lesson, piece)))
}
