//! Rings the control plane's thread. The function is weak: it never keeps the process alive by itself.

use std::sync::Arc;

use napi::bindgen_prelude::Function;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi::{Result, Status};

type Callback = ThreadsafeFunction<(), (), (), Status, false, true>;

#[derive(Clone)]
pub struct NodeDoorbell(Arc<Callback>);

impl NodeDoorbell {
    pub fn new(callback: &Function<'_, (), ()>) -> Result<NodeDoorbell> {
        let callback = callback.build_threadsafe_function::<()>().weak::<true>().build()?;
        Ok(NodeDoorbell(Arc::new(callback)))
    }
}

impl server::Doorbell for NodeDoorbell {
    fn ring(&self) {
        // Fails only while the JavaScript side is being torn down: then nobody is left to hear it.
        let _ = self.0.call((), ThreadsafeFunctionCallMode::NonBlocking);
    }
}
