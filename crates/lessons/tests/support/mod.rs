//! A lesson that has a little of everything.

pub(crate) const GOOD: &str = r#"+++
section = "blocking"
place = 15
clock = "browser"
selected = "upload"
folded = ["main"]

[[knobs]]
name = "link delay"
milliseconds = [1, 40]
default = 20
hint = "how long the link takes"

[[knobs]]
name = "parts"
count = [1, 100]
default = 5
hint = "how many parts there are"

[[knobs]]
name = "wait"
switch = true
hint = "whether main waits"

[[variants]]
name = "bad"
says = "Never yields."
watch = "`upload` is ready all the time."
finds = "LongPoll"

[[variants]]
name = "fixed"
says = "Yields after each part."
watch = "`upload` runs between two parts."
order = "lifo"
seed = 7
operations = 8
polls = 0

[[allowed]]
variants = ["fixed"]
finds = "Starved"
because = "It is what this variant shows."

[question]
variant = "bad"
asks = "Which task is polled next?"
answer = 'next-polled ready "upload" 2'
+++

# Export and upload

Exporting is computing, as
`Rc<RefCell>` is not.

A pointer such as Rc\<RefCell> may stand without marks.

Uploading is waiting.

## Tour of `bad`

1. `ready "upload"`: `upload` is ready, and waits
   for its first turn.
2. `line "says "hi"" 3`: A name may have marks of its own.

## Tour of `fixed`

- `run-end`: It is over.

## Read on

- [The Book](https://doc.rust-lang.org/book/)
"#;
