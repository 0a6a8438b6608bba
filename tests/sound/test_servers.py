from tests.sound.servers import HEARD, Server


def test_sinks_come_and_go_and_the_default_follows(server: Server) -> None:
    assert server.sinks() == [HEARD]
    server.add_sink("other")
    server.set_default("other")
    server.remove_sink("other")
    assert server.sinks() == [HEARD]
    server.restart()
    assert server.sinks() == [HEARD]
    server.kill()
    server.start(sink=False)
    assert HEARD not in server.sinks()
