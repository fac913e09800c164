//! The texts and places that events refer to.

use crate::charts::ChartEvent;
use crate::event::Event;
use crate::fetches::FetchEvent;
use crate::threads::ThreadEvent;
use crate::{PlaceId, TextId};

impl Event {
    /// The text it refers to: a name, a label, a line of output.
    #[must_use]
    pub fn text(self) -> Option<TextId> {
        self.referred().0
    }

    /// The place in the source it refers to.
    #[must_use]
    pub fn place(self) -> Option<PlaceId> {
        self.referred().1
    }

    fn referred(mut self) -> (Option<TextId>, Option<PlaceId>) {
        let (text, place) = self.referred_mut();
        (text.copied(), place.copied())
    }

    /// The text and the place it refers to, to be replaced.
    pub(crate) fn referred_mut(&mut self) -> (Option<&mut TextId>, Option<&mut PlaceId>) {
        match self {
            Self::TaskSpawned { name: text, place, .. } | Self::NodeCreated { label: text, place, .. } => {
                (Some(text), Some(place))
            }
            Self::Thread(ThreadEvent::Started { name: text, place, .. }) => (Some(text), Some(place)),
            Self::TaskPanicked { message: text, place, .. } => (Some(text), place.as_mut()),
            Self::Thread(ThreadEvent::Ended { message, .. })
            | Self::Fetch(FetchEvent::Ended { message, .. }) => (message.as_mut(), None),
            Self::Waiting { place, .. }
            | Self::ResourceCreated { place, .. }
            | Self::WorkStarted { place, .. } => (None, Some(place)),
            Self::Output { text }
            | Self::Mark { text }
            | Self::Fetch(FetchEvent::Started { address: text, .. })
            | Self::Chart(
                ChartEvent::Defined { title: text, .. } | ChartEvent::Measured { series: text, .. },
            ) => (Some(text), None),
            Self::RunStarted { .. }
            | Self::RunEnded { .. }
            | Self::TurnStarted { .. }
            | Self::TurnEnded { .. }
            | Self::TaskReady { .. }
            | Self::TaskWokenAgain { .. }
            | Self::PollStarted { .. }
            | Self::PollEnded { .. }
            | Self::TaskDone { .. }
            | Self::TaskCancelled { .. }
            | Self::TaskDetached { .. }
            | Self::TaskPriority { .. }
            | Self::NodePollStarted { .. }
            | Self::NodePollEnded { .. }
            | Self::NodeWoken { .. }
            | Self::NodeDropped { .. }
            | Self::Queued { .. }
            | Self::Granted { .. }
            | Self::Left { .. }
            | Self::Acquired { .. }
            | Self::Released { .. }
            | Self::Sent { .. }
            | Self::Received { .. }
            | Self::Lagged { .. }
            | Self::Notified { .. }
            | Self::SendersChanged { .. }
            | Self::ReceiversChanged { .. }
            | Self::Closed { .. }
            | Self::EventsDropped { .. }
            | Self::Hosted { .. }
            | Self::NotReported { .. }
            | Self::Frame { .. }
            | Self::LongTask { .. }
            | Self::TimerSet { .. }
            | Self::TimerFired { .. }
            | Self::TimerCancelled { .. }
            | Self::WorkEnded
            | Self::Fetch(_)
            | Self::Thread(_) => (None, None),
        }
    }
}
