"""The contracts, as the generated code describes them."""

from __future__ import annotations

import importlib

from google.protobuf.descriptor import Descriptor, ServiceDescriptor

from tests.support.tree import GENERATED, files


def event_messages() -> dict[str, Descriptor]:
    """Return the descriptor of every event, by its full name: the messages of the files peristiwa.proto."""
    names = [path.parts[-4:] for path in files() if path.name.endswith(f"peristiwa{GENERATED[0]}")]
    modules = [importlib.import_module(".".join(parts).removesuffix(".py")) for parts in names]
    messages = (message for module in modules for message in module.DESCRIPTOR.message_types_by_name.values())
    return {message.full_name: message for message in messages}


def rpc_services() -> dict[str, ServiceDescriptor]:
    """Return the descriptor of every service of every contract, by its full name."""
    names = [path.parts[-4:] for path in files() if path.name.endswith(GENERATED[0])]
    modules = [importlib.import_module(".".join(parts).removesuffix(".py")) for parts in names]
    services = (service for module in modules for service in module.DESCRIPTOR.services_by_name.values())
    return {service.full_name: service for service in services}
