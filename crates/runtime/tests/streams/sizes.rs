//! How many values streams say are left.

use std::future::ready;

use taskscope_runtime::{stream, stream_from_iter, Stream, StreamExt, Unordered};

use super::tools::{ms, value_of};

#[test]
fn every_combinator_says_how_many_values_are_left() {
    value_of(async {
        let five = || stream_from_iter(0..5);
        let open = || stream::unfold(0, |n| ready(Some((n, n + 1))));
        assert_eq!(five().size_hint(), (5, Some(5)));
        assert_eq!(open().size_hint(), (0, None));
        assert_eq!(five().map(|n| n).enumerate().size_hint(), (5, Some(5)));
        assert_eq!(five().then(ready).size_hint(), (5, Some(5)));
        assert_eq!(five().filter(|_| true).size_hint(), (0, Some(5)));
        assert_eq!(five().filter_map(Some).size_hint(), (0, Some(5)));
        assert_eq!(five().take(3).size_hint(), (3, Some(3)));
        assert_eq!(five().take(0).size_hint(), (0, Some(0)));
        assert_eq!(open().take(3).size_hint(), (0, Some(3)));
        assert_eq!(five().take_while(|_| true).size_hint(), (0, Some(5)));
        assert_eq!(five().skip(3).size_hint(), (2, Some(2)));
        assert_eq!(five().skip_while(|_| true).size_hint(), (0, Some(5)));
        assert_eq!(five().chain(five()).size_hint(), (10, Some(10)));
        assert_eq!(five().chain(open()).size_hint(), (5, None));
        assert_eq!(five().merge(five()).size_hint(), (10, Some(10)));
        assert_eq!(five().zip(stream_from_iter(0..3)).size_hint(), (3, Some(3)));
        assert_eq!(five().zip(open()).size_hint(), (0, Some(5)));
        assert_eq!(five().throttle(ms(1)).size_hint(), (5, Some(5)));
        assert_eq!(five().timeout(ms(1)).size_hint(), (5, Some(11)));
        assert_eq!(five().chunks_timeout(2, ms(1)).size_hint(), (2, Some(5)));
        assert_eq!(five().map(ready).buffered(2).size_hint(), (5, Some(5)));
        assert_eq!(five().map(ready).buffer_unordered(2).size_hint(), (5, Some(5)));
        assert_eq!(Unordered::from_iter([ready(1), ready(2)]).size_hint(), (2, Some(2)));
    });
}

#[test]
fn the_count_goes_down_and_ends_at_none() {
    value_of(async {
        let mut stream = stream_from_iter(0..2).map(ready).buffered(2).chain(stream_from_iter(7..8));
        let mut sizes = Vec::new();
        while stream.next().await.is_some() {
            sizes.push(stream.size_hint());
        }
        assert_eq!(sizes, [(2, Some(2)), (1, Some(1)), (0, Some(0))]);
    });
}
