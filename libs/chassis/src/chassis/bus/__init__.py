"""The bus: how events get from one service's log to another's consumer.

Two ports, :class:`Publisher` and :class:`Subscriber`; three implementations behind one contract suite: memory, the gRPC
feed, and Kafka.
"""

from chassis.bus._port import Progress, Publisher, PublishError, Received, Subscriber, Unreadable

__all__ = ["Progress", "PublishError", "Publisher", "Received", "Subscriber", "Unreadable"]
