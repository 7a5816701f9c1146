"""The pages: server-rendered, readable without a script; they read through queries and write only through actions."""
