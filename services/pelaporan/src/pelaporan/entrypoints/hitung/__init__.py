"""The calculators, as REST, gRPC and the pages share them: what is asked, and what is answered."""
