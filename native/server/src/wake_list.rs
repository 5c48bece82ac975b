//! Tasks of one I/O thread that other threads want to run: a flush that answers many connections wakes their thread once,
//! where each task woken by itself would cost a system call.
//!
//! Invariant: what was added while the list was empty has woken the thread, and what is added before it has looked goes
//! with it; no task is forgotten.

use std::cell::Cell;
use std::task::{Context, Poll, Waker};

use parking_lot::Mutex;

thread_local! {
    /// The list of this thread, where it is an I/O thread.
    static HERE: Cell<Option<&'static WakeList>> = const { Cell::new(None) };
}

#[derive(Default)]
pub struct WakeList {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    tasks: Vec<Waker>,
    /// Of the task that serves the list.
    server: Option<Waker>,
}

/// How to wake one task, also from another thread than its own.
pub struct Wake {
    task: Waker,
    home: Option<&'static WakeList>,
}

impl Wake {
    /// Of the task that is being polled on this thread.
    pub fn of(context: &Context<'_>) -> Wake {
        Wake { task: context.waker().clone(), home: HERE.get() }
    }

    pub fn is_of(&self, context: &Context<'_>) -> bool {
        self.task.will_wake(context.waker())
    }

    pub fn wake(&self) {
        match self.home {
            Some(home) if !HERE.get().is_some_and(|here| std::ptr::eq(here, home)) => home.add(&self.task),
            // On its own thread it only enters a list there.
            _ => self.task.wake_by_ref(),
        }
    }
}

impl WakeList {
    /// A list for a thread that lives as long as the process.
    pub fn of_thread() -> &'static WakeList {
        Box::leak(Box::default())
    }

    /// Serves the list; to be awaited on its thread, and never ends.
    pub async fn serve(&'static self) {
        HERE.set(Some(self));
        std::future::poll_fn(|context| self.poll(context)).await
    }

    fn add(&self, task: &Waker) {
        let mut state = self.state.lock();
        state.tasks.push(task.clone());
        let server = if state.tasks.len() == 1 { state.server.clone() } else { None };
        drop(state);
        if let Some(server) = server {
            server.wake();
        }
    }

    fn poll(&self, context: &Context<'_>) -> Poll<()> {
        let mut state = self.state.lock();
        if !state.server.as_ref().is_some_and(|server| server.will_wake(context.waker())) {
            state.server = Some(context.waker().clone());
        }
        let tasks = std::mem::take(&mut state.tasks);
        drop(state);
        tasks.into_iter().for_each(Waker::wake);
        Poll::Pending
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::Wake as StdWake;

    use super::*;

    #[derive(Default)]
    struct Counter(AtomicUsize);

    impl StdWake for Counter {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }

    #[test]
    fn many_tasks_wake_their_thread_once() {
        let (server, task) = (Arc::new(Counter::default()), Arc::new(Counter::default()));
        let (list, waker) = (WakeList::of_thread(), Waker::from(Arc::clone(&server)));
        let wake = Wake { task: Waker::from(Arc::clone(&task)), home: Some(list) };
        let counts = || (server.0.load(Ordering::SeqCst), task.0.load(Ordering::SeqCst));
        wake.wake();
        assert!(list.poll(&Context::from_waker(&waker)).is_pending());
        assert_eq!(counts(), (0, 1), "before it is served nobody is woken, and nothing is lost");
        for _ in 0..3 {
            wake.wake();
        }
        assert_eq!(counts(), (1, 1));
        assert!(list.poll(&Context::from_waker(&waker)).is_pending());
        assert_eq!(counts(), (1, 4));
        HERE.set(Some(list));
        wake.wake();
        assert_eq!(counts(), (1, 5), "on its own thread a task is woken at once");
    }
}
