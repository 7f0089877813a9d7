// The types of socket.io.js, for the type checker alone.
export type { Socket } from "socket.io-client";
export { io } from "socket.io-client";
