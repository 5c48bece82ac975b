//! A raw connection: frames out, frames in, no cleverness.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};

use wire::codec::{Reader, Writer};
use wire::generated::request_header::RequestHeader;
use wire::generated::response_header::ResponseHeader;
use wire::generated::{request_header_version, response_header_version};

use super::PATIENCE;

pub struct Client {
    pub stream: TcpStream,
    pub client_id: Option<String>,
    next_correlation_id: i32,
}

/// One request with its size field.
pub fn frame(
    api_key: i16,
    version: i16,
    correlation_id: i32,
    client_id: Option<&str>,
    body: impl FnOnce(&mut Writer),
) -> Vec<u8> {
    let mut writer = Writer::new();
    writer.int32(0);
    let header = RequestHeader { request_api_key: api_key, request_api_version: version, correlation_id, client_id };
    header.encode(&mut writer, request_header_version(api_key, version).unwrap());
    body(&mut writer);
    writer.patch_int32(0, writer.len() as i32 - 4);
    writer.into_buffer()
}

impl Client {
    pub fn connect(port: u16) -> Client {
        let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.set_nodelay(true).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        Client { stream, client_id: Some("test".to_owned()), next_correlation_id: 1 }
    }

    /// A request that is not sent yet, and its correlation id.
    pub fn prepare(&mut self, api_key: i16, version: i16, body: impl FnOnce(&mut Writer)) -> (i32, Vec<u8>) {
        let correlation_id = self.next_correlation_id;
        self.next_correlation_id += 1;
        (correlation_id, frame(api_key, version, correlation_id, self.client_id.as_deref(), body))
    }

    pub fn send(&mut self, api_key: i16, version: i16, body: impl FnOnce(&mut Writer)) -> i32 {
        let (correlation_id, bytes) = self.prepare(api_key, version, body);
        self.write(&bytes);
        correlation_id
    }

    pub fn write(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).unwrap();
    }

    /// The next frame without its size field.
    #[track_caller]
    pub fn receive(&mut self) -> Vec<u8> {
        let mut size = [0; 4];
        self.stream.read_exact(&mut size).expect("a reply");
        let mut bytes = vec![0; i32::from_be_bytes(size) as usize];
        self.stream.read_exact(&mut bytes).expect("a whole reply");
        bytes
    }

    /// The body of the reply to this request, which must be the next one.
    #[track_caller]
    pub fn receive_body(&mut self, api_key: i16, version: i16, correlation_id: i32) -> Vec<u8> {
        let bytes = self.receive();
        let mut reader = Reader::new(&bytes);
        let header_version = response_header_version(api_key, version).unwrap();
        let header = ResponseHeader::decode(&mut reader, header_version).unwrap();
        assert_eq!(header.correlation_id, correlation_id, "the reply to another request");
        bytes[reader.position()..].to_vec()
    }

    #[track_caller]
    pub fn call(&mut self, api_key: i16, version: i16, body: impl FnOnce(&mut Writer)) -> Vec<u8> {
        let correlation_id = self.send(api_key, version, body);
        self.receive_body(api_key, version, correlation_id)
    }

    /// A request that the control plane answers with its own bytes: it comes back whole.
    #[track_caller]
    pub fn echo(&mut self, text: &str) {
        let (_, bytes) = self.prepare(super::METADATA, 1, |writer| writer.raw(text.as_bytes()));
        self.write(&bytes);
        assert_eq!(self.receive(), bytes[4..]);
    }

    /// Shows that the connection serves, by an ApiVersions request.
    #[track_caller]
    pub fn ping(&mut self) {
        let body = self.call(18, 0, |_| {});
        assert_eq!(body[..2], [0, 0]);
    }

    /// The broker closes the connection, without another byte.
    #[track_caller]
    pub fn expect_closed(&mut self) {
        let mut byte = [0];
        match self.stream.read(&mut byte) {
            Ok(0) => {}
            Err(error) if error.kind() == ErrorKind::ConnectionReset => {}
            other => panic!("the connection is not closed: {other:?}"),
        }
    }

    /// Nothing has arrived and the connection is open. Does not wait.
    #[track_caller]
    pub fn expect_silence(&mut self) {
        self.stream.set_nonblocking(true).unwrap();
        let mut byte = [0];
        let read = self.stream.read(&mut byte);
        self.stream.set_nonblocking(false).unwrap();
        assert_eq!(read.map_err(|error| error.kind()), Err(ErrorKind::WouldBlock));
    }

    pub fn close(self) {
        self.stream.shutdown(Shutdown::Both).unwrap();
    }
}
