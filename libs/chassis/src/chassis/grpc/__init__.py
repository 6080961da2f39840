"""gRPC: the server every service starts, and the channels between services."""

from chassis.grpc.certificates import Certificates
from chassis.grpc.client import DEADLINE, channel
from chassis.grpc.guard import CODE_KEY, current_pengguna
from chassis.grpc.scope import RpcScopeMissing, ScopeTable
from chassis.grpc.server import Adder, GrpcServer, create_server
from chassis.identity.scope import PUBLIC

__all__ = [
    "CODE_KEY",
    "DEADLINE",
    "PUBLIC",
    "Adder",
    "Certificates",
    "GrpcServer",
    "RpcScopeMissing",
    "ScopeTable",
    "channel",
    "create_server",
    "current_pengguna",
]
