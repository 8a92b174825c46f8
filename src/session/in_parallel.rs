//! The same work on many things, by as many threads as the computer has cores.

use std::num::NonZero;
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;

/// More threads than these only wait for the disk.
const MOST_THREADS: usize = 8;

/// Does `work` on each thing that `feed` hands over, and returns the results in the order of the things. Few things wait at a
/// time: where the work is slower than `feed`, handing over takes as long as the work.
pub(super) fn in_parallel<Thing: Send, Done: Send>(
    work: impl Fn(Thing) -> Done + Sync,
    feed: impl FnOnce(&mut dyn FnMut(Thing)),
) -> Vec<Done> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(MOST_THREADS);
    let (hand_over, handed_over) = mpsc::sync_channel::<(usize, Thing)>(threads);
    let (tell, told) = mpsc::channel();
    let (work, handed_over) = (&work, &Mutex::new(handed_over));
    let mut done: Vec<(usize, Done)> = thread::scope(|scope| {
        for _ in 0..threads {
            let tell = tell.clone();
            scope.spawn(move || {
                loop {
                    let next = handed_over.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((number, thing)) = next else { break };
                    // Whoever listens listens until all threads have ended.
                    let _ = tell.send((number, work(thing)));
                }
            });
        }
        std::mem::drop(tell);
        let mut count = 0;
        feed(&mut |thing| {
            // The threads take until this end is dropped; one that panics takes all with it when the scope ends.
            let _ = hand_over.send((count, thing));
            count += 1;
        });
        std::mem::drop(hand_over);
        told.iter().collect()
    });
    done.sort_unstable_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, done)| done).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_results_stand_in_the_order_of_the_things() {
        let slow_at_first = |number: u64| {
            thread::sleep(std::time::Duration::from_millis(40_u64.saturating_sub(number)));
            number * 2
        };
        let doubled = in_parallel(slow_at_first, |hand_over| (0..60).for_each(hand_over));
        assert_eq!(doubled, (0..60).map(|number| number * 2).collect::<Vec<_>>());
        assert_eq!(in_parallel(slow_at_first, |_| ()), Vec::<u64>::new());
    }
}
