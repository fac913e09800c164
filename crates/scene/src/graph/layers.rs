//! In which row each box stands, and what can be reached from it.

/// For each of so many boxes its layer, and for each link whether it leads back: without those that do, every link leads
/// to a layer further down.
pub(super) fn layers(count: usize, links: &[(usize, usize)]) -> (Vec<usize>, Vec<bool>) {
    let is_back = links_back(count, links);
    let mut layers = vec![0; count];
    // A path has no more links than there are boxes.
    for _ in 0..count {
        let mut is_settled = true;
        for (&(from, to), _) in links.iter().zip(&is_back).filter(|&(_, is_back)| !is_back) {
            let least = layers[from] + 1;
            if layers[to] < least {
                layers[to] = least;
                is_settled = false;
            }
        }
        if is_settled {
            break;
        }
    }
    (layers, is_back)
}

/// For each box its row: layers one below the other, those with more boxes than stand abreast in several rows. Boxes
/// without links stand below all others.
pub(super) fn broken(layers: &[usize], links: &[(usize, usize)], abreast: usize) -> Vec<usize> {
    let is_linked = |place: usize| links.iter().any(|&(from, to)| from == place || to == place);
    let last = layers.iter().max().copied().unwrap_or(0);
    let layer_of = |place: usize| if is_linked(place) { layers[place] } else { last + 1 };
    let mut rows = vec![0; layers.len()];
    let mut row = 0;
    for layer in 0..=last + 1 {
        let members: Vec<usize> = (0..layers.len()).filter(|&place| layer_of(place) == layer).collect();
        for part in members.chunks(abreast) {
            for &place in part {
                rows[place] = row;
            }
            row += 1;
        }
    }
    rows
}

/// The links that close a circle when the boxes are visited one after the other, from those that nobody waits for on.
fn links_back(count: usize, links: &[(usize, usize)]) -> Vec<bool> {
    let mut is_back = vec![false; links.len()];
    let mut visits = vec![Visit::None; count];
    let is_awaited = |place: &usize| links.iter().any(|&(from, to)| to == *place && from != to);
    let (roots, others): (Vec<_>, Vec<_>) = (0..count).partition(|place| !is_awaited(place));
    for start in roots.into_iter().chain(others) {
        if visits[start] != Visit::None {
            continue;
        }
        visits[start] = Visit::Open;
        let mut stack = vec![(start, 0)];
        while let Some((place, next)) = stack.last_mut() {
            let Some(found) = (*next..links.len()).find(|&link| links[link].0 == *place) else {
                visits[*place] = Visit::Closed;
                stack.pop();
                continue;
            };
            *next = found + 1;
            let to = links[found].1;
            match visits[to] {
                Visit::Open => is_back[found] = true,
                Visit::Closed => {}
                Visit::None => {
                    visits[to] = Visit::Open;
                    stack.push((to, 0));
                }
            }
        }
    }
    is_back
}

#[derive(Clone, Copy, PartialEq)]
enum Visit {
    None,
    Open,
    Closed,
}

/// For each of at most 64 boxes those that links lead to from it, as bits: one in a circle leads to itself.
pub(super) fn reached(count: usize, links: &[(usize, usize)]) -> Vec<u64> {
    let mut reached = vec![0_u64; count];
    for _ in 0..count {
        let before = reached.clone();
        for &(from, to) in links {
            reached[from] |= 1 << to | reached[to];
        }
        if before == reached {
            break;
        }
    }
    reached
}
