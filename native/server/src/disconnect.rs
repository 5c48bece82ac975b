//! Why a connection ends: the peer's fault, its wish, a limit, or the end of the broker. Whatever serves a request may
//! answer with it instead of a reply.

use std::io;

use crate::frame_buffer::InvalidFrameSize;

/// Why a connection ends.
#[derive(Debug, thiserror::Error)]
pub enum Disconnect {
    #[error("the client closed the connection")]
    ByClient,
    #[error("the broker stops")]
    Stopping,
    #[error("idle for longer than connections.max.idle.ms")]
    Idle,
    #[error("held the last of the buffer memory for too long")]
    TooSlow,
    #[error("frame size {0} is negative or larger than socket.request.max.bytes")]
    FrameSize(i32),
    #[error("request of API key {api_key} version {api_version} is not served")]
    Unsupported { api_key: i16, api_version: i16 },
    #[error("request cannot be parsed: {0}")]
    Malformed(#[from] wire::codec::DecodeError),
    #[error("a produce request with acks=0 failed: {0}")]
    UnacknowledgedFailure(String),
    #[error("the control plane could not answer")]
    ByControlPlane,
    #[error(transparent)]
    Socket(#[from] io::Error),
}

impl From<InvalidFrameSize> for Disconnect {
    fn from(error: InvalidFrameSize) -> Self {
        Disconnect::FrameSize(error.0)
    }
}
