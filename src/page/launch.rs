//! Starts a program by what it is: each kind has a runner, or none.

use taskscope_format::HostThread;
use taskscope_session::Program;

use super::messages::ProgramMessage;
use super::module::Loaded;
use super::page_thread::PageProgram;
use super::runner::Runner;
use super::start::Asked;
use super::warm::Warm;
use super::worker::Worker;

/// Starts a program, in a worker in that which is `warm`; `take` is called with what comes from it. `None` for a recording, which nothing starts.
///
/// # Errors
/// A sentence for the visitor if it can't be started.
pub(super) fn launch(
    loaded: &Loaded,
    program: &Program,
    warm: &mut Warm,
    take: impl Fn(ProgramMessage) + Clone + 'static,
) -> Result<Option<Box<dyn Runner>>, String> {
    match program {
        Program::BuiltIn(settings) => {
            let asked = Asked::new(&loaded.site, settings);
            Ok(Some(match settings.thread() {
                HostThread::Worker => Box::new(Worker::start(asked, warm, take)?),
                HostThread::Page => Box::new(PageProgram::start(asked, take)?),
            }))
        }
        Program::Recording(_) => Ok(None),
    }
}
